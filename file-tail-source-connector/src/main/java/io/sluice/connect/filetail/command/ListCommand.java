package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which keys hold lists, and whose they are. */
@Command(
    name = "list",
    description =
        "Shows the etcd keys that hold lists, by host and connector: those that the connectors"
            + " follow, or those that --key or --prefix names.")
final class ListCommand extends EtcdCommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", order = 1, description = "As JSON.")
  boolean json;

  /**
   * A key of a list.
   *
   * @param entries how many it holds; null where it is no JSON, or not there
   * @param revision of its last change; null where it is not there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Row(
      String host, String connector, String state, String key, Integer entries, Long revision) {}

  ListCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    Fleet fleet = fleet(client);
    List<Row> rows = place.namesKeys() ? named(client, fleet, endpoints) : followed(client, fleet);
    if (json) {
      try {
        screen.raw(JSON.writeValueAsString(rows));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("records of texts and numbers", impossible);
      }
      return Exit.DONE;
    }
    if (rows.isEmpty()) {
      screen.remark(
          "There are no lists that a connector is known to follow, in etcd at "
              + endpoints
              + ". Say with --prefix or --key where to look");
      return Exit.FAILED;
    }
    Table table = new Table("HOST", "CONNECTOR", "STATE", "KEY", ">ENTRIES", ">REVISION");
    rows.forEach(
        row -> table.row(row.host, row.connector, row.state, row.key, entries(row), row.revision));
    screen.lines(table.lines());
    return Exit.DONE;
  }

  private static Object entries(Row row) {
    return row.entries != null ? row.entries : row.revision == null ? "none" : "not JSON";
  }

  private List<Row> followed(Etcd client, Fleet fleet) {
    List<Member> members = fleet.select(place.host, place.connector);
    Set<EtcdRange> ranges = new LinkedHashSet<>();
    members.forEach(member -> ranges.addAll(member.ranges()));
    Map<String, EtcdValue> values =
        ranges.isEmpty() ? Map.of() : client.read(List.copyOf(ranges)).values();
    List<Row> rows = new ArrayList<>();
    for (Member member : members) {
      if (member.ranges().isEmpty()) {
        rows.add(row(member, "unknown", null));
      }
      for (EtcdRange range : member.ranges()) {
        int before = rows.size();
        values.forEach(
            (key, value) -> {
              if (Member.covers(range, key)) {
                rows.add(row(member, key, value));
              }
            });
        if (rows.size() == before) {
          rows.add(row(member, range.toString(), null));
        }
      }
    }
    return rows;
  }

  private List<Row> named(Etcd client, Fleet fleet, List<URI> endpoints) {
    ListPlace where = ListPlace.find(place, fleet, environment.host(), endpoints);
    EtcdSnapshot snapshot = client.read(where.ranges());
    List<Row> rows = new ArrayList<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              List<Member> followers = where.followersOf(key);
              followers.forEach(member -> rows.add(row(member, key, value)));
              if (followers.isEmpty()) {
                rows.add(new Row(null, null, null, key, count(value), value.modRevision()));
              }
            });
    return rows;
  }

  private static Row row(Member member, String key, EtcdValue value) {
    return new Row(
        member.host(),
        member.connector(),
        member.state(),
        key,
        value == null ? null : count(value),
        value == null ? null : value.modRevision());
  }

  private static Integer count(EtcdValue value) {
    try {
      return ListText.parse(value.value()).entries().size();
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }
}
