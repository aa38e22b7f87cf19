package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.folder.ManualWatch;
import io.sluice.connect.filetail.metrics.FakePluginMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailSourceTaskTest {

  @TempDir Path folder;

  private final StoredOffsets offsets = new StoredOffsets();
  private long nanos;

  @Test
  void shouldReadItsFilesInTurnAndGoOnFromTheStoredOffsets() throws Exception {
    Path a = write("a.log", "a1\na2\n");
    Path b = write("b.log", "b1\n");

    assertEquals(List.of("a1", "a2", "b1"), run(a, b));

    write("a.log", "a3\n");
    write("b.log", "b2\n");
    assertEquals(List.of("a3", "b2"), run(a, b));
  }

  @Test
  void shouldReturnNothingWhileFilesAreQuiet() throws Exception {
    FileTailSourceTask task = started(write("a.log", ""));

    assertNull(task.poll());
    task.stop();
  }

  @Test
  void shouldRefuseAHostThatItWasNotMadeFor() {
    Map<String, String> options = options(folder.resolve("a.log"));
    options.put("task.hostname", "another-host");
    FileTailSourceTask task = task();

    ConnectException refused = assertThrows(ConnectException.class, () -> task.start(options));
    assertTrue(refused.getMessage().contains("another-host"), refused.getMessage());
  }

  @Test
  void shouldRefuseAnOffsetThatItCannotRead() throws Exception {
    Path file = write("a.log", "1\n");
    offsets.stored.put(
        Map.of("host", "h", "path", file.toString()), Map.of("position", "somewhere"));

    ConnectException refused = assertThrows(ConnectException.class, () -> started(file));
    assertTrue(refused.getMessage().contains("position must be a whole number"));
  }

  @Test
  void shouldShowItsMetricsUntilItIsStopped() throws Exception {
    Path file = write("a.log", "a1\na2\n");
    FileTailSourceTask task = started(file);
    task.poll();
    task.poll();

    assertEquals(2L, offsets.metrics.task("lines-read-total"));
    assertEquals(2L, offsets.metrics.file(file.toString(), "file-lines-read-total"));

    task.stop();
    assertEquals(0, offsets.metrics.count());
  }

  private List<String> run(Path... files) throws Exception {
    FileTailSourceTask task = started(files);
    List<String> lines = new ArrayList<>();
    for (List<SourceRecord> records = task.poll(); records != null; records = task.poll()) {
      for (SourceRecord record : records) {
        lines.add(new String((byte[]) record.value(), StandardCharsets.UTF_8));
        offsets.stored.put(Map.copyOf(record.sourcePartition()), Map.copyOf(record.sourceOffset()));
      }
    }
    task.stop();
    return lines;
  }

  private FileTailSourceTask started(Path... files) {
    FileTailSourceTask task = task();
    task.start(options(files));
    return task;
  }

  private FileTailSourceTask task() {
    FileTailSourceTask task =
        new FileTailSourceTask(
            Clock.systemUTC(),
            () -> nanos += 150_000_000L,
            time -> new ManualWatch(sleep -> nanos += sleep));
    task.initialize(offsets);
    return task;
  }

  private Map<String, String> options(Path... files) {
    List<String> entries = new ArrayList<>();
    for (Path file : files) {
      entries.add("{\"path\":\"" + file + "\",\"topic\":\"t\"}");
    }
    Map<String, String> options = new HashMap<>();
    options.put("host", "h");
    options.put("allowed.paths", folder.toString());
    options.put("record.format", "line");
    options.put("task.entries", entries.toString());
    return options;
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The part of Connect that keeps offsets. */
  private static final class StoredOffsets implements SourceTaskContext, OffsetStorageReader {

    private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();
    private final FakePluginMetrics metrics = new FakePluginMetrics();

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return stored.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, stored.get(partition)));
      return found;
    }

    @Override
    public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
      return metrics;
    }
  }
}
