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

  static final String COLLECT_KEYS = "collect_keys";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", order = 1, description = "As JSON.")
  boolean json;

  /**
   * A key of a list.
   *
   * @param entries how many it holds; null where it is no JSON, or not there
   * @param revision of its last change; null where it is not there
   * @param error why it cannot be read; null where it can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Row(
      String host,
      String connector,
      String state,
      String key,
      Integer entries,
      Long revision,
      String error) {}

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
      return exitCode(rows);
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
    return exitCode(rows);
  }

  /** As ls has it: what can be shown is shown, and that it is not all is a failure. */
  private static int exitCode(List<Row> rows) {
    return rows.stream().allMatch(row -> row.error == null) ? Exit.DONE : Exit.FAILED;
  }

  private static Object entries(Row row) {
    if (row.error != null) {
      return "refused";
    }
    return row.entries != null ? row.entries : row.revision == null ? "none" : "not JSON";
  }

  private List<Row> followed(Etcd client, Fleet fleet) {
    List<Member> members = fleet.select(place.host, place.connector);
    Set<EtcdRange> ranges = new LinkedHashSet<>();
    members.forEach(member -> ranges.addAll(member.ranges()));
    Readable readable = Readable.of(client, List.of(), ranges);
    readable.problems(COLLECT_KEYS).forEach(key -> screen.remark("etcd key " + key));
    EtcdSnapshot found = readable.read(client);
    List<Row> rows = new ArrayList<>();
    for (Member member : members) {
      if (member.ranges().isEmpty()) {
        rows.add(row(member, "unknown", null, null));
      }
      for (EtcdRange range : member.ranges()) {
        if (readable.isRefused(range)) {
          rows.add(refused(member, range, readable.refused().get(range)));
          continue;
        }
        int before = rows.size();
        found
            .values()
            .forEach(
                (key, value) -> {
                  if (Member.covers(range, key)) {
                    rows.add(row(member, key, count(value), value.modRevision()));
                  }
                });
        found
            .notText()
            .forEach(
                (key, bad) -> {
                  if (Member.covers(range, key)) {
                    rows.add(row(member, key, null, bad.modRevision()));
                  }
                });
        if (rows.size() == before) {
          rows.add(row(member, range.toString(), null, null));
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
        .forEach((key, value) -> named(where, key, count(value), value.modRevision(), rows));
    snapshot.notText().forEach((key, bad) -> named(where, key, null, bad.modRevision(), rows));
    return rows;
  }

  private static void named(
      ListPlace where, String key, Integer entries, long revision, List<Row> rows) {
    List<Member> followers = where.allFollowersOf(key);
    followers.forEach(member -> rows.add(row(member, key, entries, revision)));
    if (followers.isEmpty()) {
      rows.add(new Row(null, null, null, key, entries, revision, null));
    }
  }

  private static Row row(Member member, String key, Integer entries, Long revision) {
    return new Row(member.host(), member.connector(), member.state(), key, entries, revision, null);
  }

  private static Row refused(Member member, EtcdRange range, String why) {
    return new Row(
        member.host(), member.connector(), member.state(), range.toString(), null, null, why);
  }

  private static Integer count(EtcdValue value) {
    try {
      return ListText.parse(value.value()).entries().size();
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }
}
