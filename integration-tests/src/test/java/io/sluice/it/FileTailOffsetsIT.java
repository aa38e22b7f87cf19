package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.localstack.client.HttpStatusException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The offsets of the source in a real worker, as an operator shows, alters and forgets them. */
class FileTailOffsetsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldGoOnWhereAnOperatorSaysAndRefuseNonsense() throws Exception {
    try (Source source = new Source("altered");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(4).path(), topic);
      source.with("host", "web-1").start(1);
      List<String> expected = new ArrayList<>(log.lines());
      source.assertLines(topic, expected);
      JsonNode shown = source.awaitPosition(log.path(), Files.size(log.path()));
      ObjectNode partition = (ObjectNode) shown.path("partition");
      ObjectNode offset = (ObjectNode) shown.path("offset");
      source.stop();

      refuse(source, partition, offset.deepCopy().put("position", "x"), "position must be");
      refuse(
          source, partition, offset.deepCopy().put("position", -1), "position must be 0 or more");
      refuse(source, partition, offset.deepCopy().put("anchor", "y"), "anchor: expected start");
      refuse(source, partition, offset.deepCopy().put("line", 3), "'line' is no field");
      refuse(source, partition, JSON.createObjectNode(), "position is missing");
      refuse(source, partition.deepCopy().put("path", "app.log"), offset, "path must be absolute");
      refuse(source, partition.deepCopy().put("file", "x"), offset, "A partition is");

      // Back to the middle of what was read: all else as it is shown, the partition the other way.
      long lineBytes = Files.size(log.path()) / 4;
      ObjectNode reversed = JSON.createObjectNode();
      reversed.set("path", partition.get("path"));
      reversed.set("host", partition.get("host"));
      source.patchOffset(reversed, offset.deepCopy().put("position", 2 * lineBytes).toString());
      source.connect().resume(source.name);
      expected.addAll(log.lines().subList(2, 4));
      source.assertLines(topic, expected);

      // Ahead, over lines that were not read yet.
      source.awaitPosition(log.path(), Files.size(log.path()));
      source.stop();
      log.write(4);
      offset = (ObjectNode) source.connect().offsets(source.name).get(0).path("offset");
      source.patchOffset(partition, offset.put("position", 7 * lineBytes).toString());
      source.connect().resume(source.name);
      expected.addAll(log.lines().subList(7, 8));
      source.assertLines(topic, expected);

      // Behind the end.
      source.awaitPosition(log.path(), Files.size(log.path()));
      source.stop();
      log.write(2);
      source.patchOffset(partition, "{\"position\": 100000}");
      source.connect().resume(source.name);
      source.connect().awaitRunning(source.name, 1, Source.LIMIT);

      // Forgotten: the file is a new one.
      source.stop();
      source.patchOffset(partition, "null");
      source.connect().resume(source.name);
      expected.addAll(log.lines());
      source.assertLines(topic, expected);
      source.awaitPosition(log.path(), Files.size(log.path()));
      source.stop();
      source.connect().deleteOffsets(source.name);
      source.connect().resume(source.name);
      expected.addAll(log.lines());
      source.assertLines(topic, expected);
    }
  }

  private static void refuse(Source source, JsonNode partition, JsonNode offset, String reason) {
    HttpStatusException refused =
        assertThrows(
            HttpStatusException.class, () -> source.patchOffset(partition, offset.toString()));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void shouldAlterNothingWhereOneOfSeveralIsRefused() throws Exception {
    try (Source source = new Source("several");
        NumberedLog log = source.log("app.log")) {
      String topic = source.topic("lines");
      source.collect("app", log.write(2).path(), topic);
      source.with("host", "web-1").start(1);
      source.assertLines(topic, log.lines());
      JsonNode shown = source.awaitPosition(log.path(), Files.size(log.path()));
      source.stop();

      String good = "{\"partition\":" + shown.path("partition") + ",\"offset\":{\"position\":0}}";
      String bad = "{\"partition\":{\"host\":\"web-1\",\"path\":\"/x\"},\"offset\":{}}";
      assertThrows(
          HttpStatusException.class,
          () ->
              source
                  .connect()
                  .patchOffsets(source.name, "{\"offsets\":[" + good + "," + bad + "]}"));

      assertEquals(
          shown.path("offset"), source.connect().offsets(source.name).get(0).path("offset"));
    }
  }
}
