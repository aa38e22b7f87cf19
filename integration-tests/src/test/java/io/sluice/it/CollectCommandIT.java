package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.command.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The command that changes lists, against a real etcd and a connector that follows them. */
class CollectCommandIT {

  private static final int BAD_LIST = 3;
  private static final int CONFLICT = 4;

  @Test
  void shouldAddAPathSeeItReadAndRemoveIt() throws Exception {
    try (Source source = new Source("command");
        NumberedLog first = source.log("first.log");
        NumberedLog second = source.log("second.log")) {
      CollectCommand collect =
          CollectCommand.ofTheArchive(source.folder.resolve("archive"), source.stack());
      source.collect("first", first.path(), source.topic("lines"));
      source.with("tasks.max", "1").start(1).awaitRegistered();
      source.awaitStatus("APPLIED");
      second.write(3);

      CommandResult added =
          collect.run(
              "add",
              "--connector",
              source.name,
              "--name",
              "second",
              "--format",
              "line",
              "--path",
              second.path().toString(),
              "--topic",
              source.topic("second"));
      assertEquals(0, added.exitCode(), added.describe());
      assertTrue(added.output().contains("APPLIED by " + source.name), added.describe());
      source.assertLines(source.topic("second"), second.lines());
      long size = Files.size(second.path());
      Await.until(
          () -> "the status to show position " + size + ": " + status(collect, source),
          Source.LIMIT,
          () -> {
            JsonNode path = status(collect, source).at("/0/status/paths/1");
            return path.path("path").asText().equals(second.path().toString())
                && path.path("position").asLong() == size;
          });
      CommandResult shown = collect.run("status", "--connector", source.name);
      assertTrue(
          shown.output().contains("   " + size + "    0  " + source.topic("second") + "  "),
          shown.describe());

      CommandResult removed =
          collect.run("remove", "--connector", source.name, second.path().toString());
      assertEquals(0, removed.exitCode(), removed.describe());
      assertEquals(1, status(collect, source).at("/0/status/paths").size());
    }
  }

  @Test
  void shouldWriteNothingBadAndPutBackWhatTheConnectorRefuses() throws Exception {
    try (Source source = new Source("refused");
        NumberedLog log = source.log("app.log")) {
      CollectCommand collect =
          CollectCommand.ofTheArchive(source.folder.resolve("archive"), source.stack());
      source.collect("app", log.write(1).path(), source.topic("lines"));
      source.start(1).awaitRegistered();
      source.awaitStatus("APPLIED");

      CommandResult bad =
          collect.run(
              "add", "--connector", source.name, "--path", "/etc/shadow", "--topic", "__offsets");
      assertEquals(BAD_LIST, bad.exitCode(), bad.describe());
      assertTrue(bad.output().contains("line 1 column 9 at /path: '/etc/shadow' is outside"));
      assertTrue(bad.output().contains("at /topic: '__offsets' is outside"), bad.describe());
      assertEquals(source.keys(), collectedKeys(collect, source));

      // Only on the connector's host can it be seen that this is the same file.
      Path link = Files.createSymbolicLink(source.folder.resolve("link.log"), log.path());
      CommandResult refused =
          collect.run(
              "add",
              "--connector",
              source.name,
              "--restore",
              "--name",
              "zlink",
              "--path",
              link.toString(),
              "--topic",
              source.topic("lines"));
      assertEquals(BAD_LIST, refused.exitCode(), refused.describe());
      assertTrue(refused.output().contains("FAILED at " + source.name), refused.describe());
      assertTrue(refused.output().contains("by a link"), refused.describe());
      assertTrue(refused.output().contains("is there again"), refused.describe());
      source.awaitStatus("APPLIED");
      assertEquals(source.keys(), collectedKeys(collect, source));

      JsonNode got = collect.json("get", "--connector", source.name, "--json", "app");
      long seen = got.at("/0/revision").asLong();
      source.collect("app", log.path(), source.topic("theirs"));
      Path mine = Files.writeString(source.folder.resolve("mine.json"), "[]");
      CommandResult late =
          collect.run(
              "put",
              "--connector",
              source.name,
              "--if-revision",
              Long.toString(seen),
              mine.toString(),
              "app");
      assertEquals(CONFLICT, late.exitCode(), late.describe());
      assertTrue(source.value("app").contains(source.topic("theirs")), source.value("app"));

      // However much is wrong, etcd takes what is told of it.
      source.put("many", "[" + "{\"path\": \"/etc/a\"},".repeat(10_000) + "7]");
      JsonNode many = source.awaitStatus("FAILED");
      assertEquals(200, many.path("errors").size());
      assertEquals(20_001 - 200, many.path("errors_left_out").asInt());
      CommandResult told = collect.run("status", "--connector", source.name);
      assertEquals(BAD_LIST, told.exitCode());
      assertTrue(told.output().contains("and 19801 more errors"), told.output());
    }
  }

  @Test
  void shouldBeInTheSourceTreeToo() throws Exception {
    try (Source source = new Source("tree")) {
      source.collect("app", source.folder.resolve("app.log"), source.topic("lines"));
      source.start(1).awaitRegistered();
      CommandResult listed =
          CollectCommand.ofTheSourceTree(source.stack()).run("list", "--connector", source.name);

      assertEquals(0, listed.exitCode(), listed.describe());
      assertTrue(listed.output().contains(source.name + "/app"), listed.describe());
    }
  }

  private static JsonNode status(CollectCommand collect, Source source) {
    return collect.json("status", "--json", "--connector", source.name);
  }

  private static String collectedKeys(CollectCommand collect, Source source) {
    JsonNode rows = collect.json("list", "--json", "--connector", source.name);
    return rows.findValuesAsText("key").toString();
  }
}
