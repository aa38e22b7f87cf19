package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A collect list that is changed again and again, while other files are written at full speed. */
class ListChangesIT {

  private static final int CHANGES = 100;

  @Test
  void shouldReadEachNewPathAndNotDisturbThoseThatStay() throws Exception {
    List<Long> micros = new ArrayList<>();
    try (Source source = new Source("changes");
        LineSequence changed = new LineSequence(source.topics, source.topic("changed"));
        RotatedLog renamed = new RotatedLog(source, Rotation.RENAME, "renamed");
        RotatedLog truncated = new RotatedLog(source, Rotation.COPYTRUNCATE, "truncated")) {
      Path folder = Files.createDirectories(source.folder.resolve("changing"));
      source.collect("changing", folder.resolve("none.log"), changed.topic());
      source.start(3);
      renamed.awaitSome();
      truncated.awaitSome();
      JsonNode tasks = source.connect().request("GET", "/connectors/" + source.name, "");
      JsonNode configs = source.connect().request("GET", configsPath(source), "");

      for (int change = 0; change < CHANGES; change++) {
        Path path = folder.resolve(change + ".log");
        Files.writeString(path, NumberedLog.line(change) + "\n");
        if (change % 10 == 0) {
          renamed.rotate();
          truncated.rotate();
        }
        long put = System.nanoTime();
        source.collect("changing", path, changed.topic());
        changed.await(change + 1, Source.LIMIT);
        micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - put));
        renamed.read();
        truncated.read();
      }

      renamed.finish();
      truncated.finish();
      changed.read();
      assertEquals(CHANGES, changed.count());
      assertEquals(tasks, source.connect().request("GET", "/connectors/" + source.name, ""));
      assertEquals(configs, source.connect().request("GET", configsPath(source), ""));
    }
    Collections.sort(micros);
    System.out.printf(
        "ListChangesIT: from the put in etcd to the first line in Kafka, of %d changes: median %d ms, p99 %d ms, longest %d ms%n",
        CHANGES,
        micros.get(CHANGES / 2) / 1000,
        micros.get(CHANGES * 99 / 100 - 1) / 1000,
        micros.get(CHANGES - 1) / 1000);
  }

  /** What Connect was told; had it been told anything else, it would have restarted the tasks. */
  private static String configsPath(Source source) {
    return "/connectors/" + source.name + "/tasks";
  }
}
