package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A list as it is written. */
@Command(
    name = "get",
    description =
        "Prints a list as it is written in etcd: one key alone, fit for put; or, where the list has"
            + " several keys and none is named, each behind its name.")
final class GetCommand extends EtcdCommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The key, or what stands behind the prefix in it.")
  String name;

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      order = 1,
      description = "As it was at that revision, if etcd still has it.")
  long at;

  @Option(names = "--json", order = 2, description = "As JSON, with key, revision and value.")
  boolean json;

  private record Shown(String key, long revision, String value) {}

  GetCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    ListPlace where = findPlace(client, endpoints);
    EtcdSnapshot snapshot =
        at > 0 ? client.readAt(where.ranges(), at) : client.read(where.ranges());
    List<Shown> found = new ArrayList<>();
    boolean one = name != null || where.onlyKey().isPresent();
    for (String key : one ? List.of(where.key(name)) : where.keys(snapshot)) {
      EtcdValue value =
          ListPlace.value(snapshot, key)
              .orElseThrow(
                  () ->
                      new CommandException(
                          Exit.FAILED,
                          "etcd has no key "
                              + key
                              + (at > 0 ? " at revision " + at : "")
                              + "; the list's keys are "
                              + where.keys(snapshot)));
      found.add(new Shown(key, value.modRevision(), value.value()));
    }
    show(found, one);
    if (one || snapshot.notText().isEmpty()) {
      return Exit.DONE;
    }
    snapshot
        .notText()
        .keySet()
        .forEach(
            key -> screen.remark("etcd key " + key + " " + Fleet.NOT_TEXT + ", and is not shown"));
    return Exit.FAILED;
  }

  private void show(List<Shown> found, boolean one) {
    if (json) {
      try {
        screen.raw(JSON.writeValueAsString(found));
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("records of texts and numbers", impossible);
      }
    } else if (one) {
      Shown only = found.get(0);
      screen.raw(only.value);
      screen.remark(only.key + ", revision " + only.revision);
    } else {
      for (Shown next : found) {
        screen.line("# " + next.key + ", revision " + next.revision);
        screen.raw(next.value);
      }
    }
  }
}
