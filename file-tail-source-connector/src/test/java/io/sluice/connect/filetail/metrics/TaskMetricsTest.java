package io.sluice.connect.filetail.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMetricsTest {

  private final FakePluginMetrics shown = new FakePluginMetrics();
  private long nanos;

  @Test
  void shouldSumUpAllFilesAndKeepWhatDroppedOnesHaveCounted() {
    TaskMetrics metrics = metrics(10);
    FileCounts a = file(metrics, "a");
    FileCounts b = file(metrics, "b");
    a.add(Metric.RECORDS, 3);
    b.add(Metric.RECORDS, 4);
    b.lost(7);
    a.lag(10);
    b.lag(5);
    b.openFiles(2);
    b.readTo(1, 6);
    assertEquals(7L, shown.task("records-total"));
    assertEquals(15L, shown.task("lag-bytes"));
    assertEquals(2L, shown.task("files"));

    metrics.remove(b);

    assertEquals(7L, shown.task("records-total"));
    assertEquals(1L, shown.task("losses-total"));
    assertEquals(7L, shown.task("bytes-lost-total"));
    assertEquals(10L, shown.task("lag-bytes"));
    assertEquals(0L, shown.task("open-files"));
    assertEquals(1L, shown.task("files"));
    assertEquals(1L, shown.task("files-absent"));
  }

  @Test
  void shouldTellHowManyFilesAreInEachState() {
    TaskMetrics metrics = metrics(10);
    FileCounts a = file(metrics, "a");
    FileCounts b = file(metrics, "b");
    a.state(FileState.TROUBLE);
    b.state(FileState.READING);
    b.state(FileState.QUIET);

    assertEquals(1L, shown.task("files-in-trouble"));
    assertEquals(1L, shown.task("files-quiet"));
    assertEquals(0L, shown.task("files-reading"));
    assertEquals(0L, shown.task("files-absent"));
  }

  @Test
  void shouldGrowOlderWithoutAnyRead() {
    TaskMetrics metrics = metrics(10);
    FileCounts a = file(metrics, "a");
    FileCounts b = file(metrics, "b");
    a.lag(1);
    pass(30);
    b.lag(1);
    b.state(FileState.READING);
    metrics.update();
    pass(20);
    assertEquals(50L, shown.task("oldest-unread-age-ms"));
    assertEquals(20L, shown.file("/b", "file-oldest-unread-age-ms"));

    a.lag(0);
    assertEquals(20L, shown.task("oldest-unread-age-ms"));
    metrics.remove(b);
    assertEquals(0L, shown.task("oldest-unread-age-ms"));
  }

  @Test
  void shouldShowFilesOnceTheyAreActiveAndNoMoreThanAllowed() {
    TaskMetrics metrics = metrics(2);
    FileCounts quiet = file(metrics, "quiet");
    FileCounts first = file(metrics, "first");
    FileCounts second = file(metrics, "second");
    FileCounts third = file(metrics, "third");
    quiet.state(FileState.QUIET);
    first.state(FileState.READING);
    second.state(FileState.TROUBLE);
    third.state(FileState.READING);
    metrics.update();
    assertEquals(Set.of("/first", "/second"), shown.files());
    assertEquals("trouble", shown.file("/second", "file-state"));

    third.state(FileState.READING);
    metrics.update();
    assertEquals(Set.of("/first", "/second"), shown.files());

    metrics.remove(first);
    third.state(FileState.READING);
    metrics.update();
    assertEquals(Set.of("/second", "/third"), shown.files());
  }

  @Test
  void shouldShowNoFilesWhereNoneAreAllowed() {
    TaskMetrics metrics = metrics(0);
    file(metrics, "a").state(FileState.READING);
    metrics.update();

    assertEquals(Set.of(), shown.files());
    assertEquals(1L, shown.task("files-reading"));
  }

  @Test
  void shouldNotShowAFileThatWasDroppedBeforeItsTurn() {
    TaskMetrics metrics = metrics(2);
    FileCounts a = file(metrics, "a");
    a.state(FileState.READING);
    metrics.remove(a);
    metrics.update();

    assertEquals(Set.of(), shown.files());
  }

  @Test
  void shouldRemoveAllWhenItIsClosed() {
    TaskMetrics metrics = metrics(2);
    FileCounts a = file(metrics, "a");
    a.state(FileState.READING);
    metrics.update();
    metrics.close();

    assertEquals(0, shown.count());
  }

  @Test
  void shouldWaitUntilAnEarlierRunHasLetGoOfItsNames() {
    FakePluginMetrics earlier = new FakePluginMetrics();
    shown.taken.add(earlier.metricName("globs", "", new LinkedHashMap<>()));
    shown.taken.add(earlier.metricName("file-size", "", new LinkedHashMap<>(Map.of("file", "/a"))));
    TaskMetrics metrics = metrics(2);
    file(metrics, "a").state(FileState.READING);
    assertEquals(0, shown.count());

    shown.taken.clear();
    metrics.update();
    assertEquals(0, shown.count());
    pass(1000);
    metrics.update();
    assertEquals(1L, shown.task("files"));
    assertEquals(Set.of("/a"), shown.files());
  }

  @Test
  void shouldHaveANameOfItsOwnForEachMetric() {
    Set<String> names =
        Stream.concat(
                Metric.ofTask().stream().map(Metric::taskName),
                Metric.ofFile().stream().map(Metric::fileName))
            .collect(Collectors.toSet());

    assertEquals(Metric.ofTask().size() + Metric.ofFile().size(), names.size());
  }

  /** What a JVM throws where the method, the class, or an implementation of the method is not. */
  @ParameterizedTest
  @ValueSource(
      classes = {NoSuchMethodError.class, NoClassDefFoundError.class, AbstractMethodError.class})
  void shouldDoNoHarmOnOlderWorkers(Class<? extends LinkageError> older) throws Exception {
    LinkageError missing = older.getConstructor(String.class).newInstance("pluginMetrics");
    TaskMetrics metrics = new TaskMetrics(new FakeTaskContext(missing), 2, () -> nanos);
    FileCounts a = file(metrics, "a");
    a.state(FileState.READING);
    a.lag(3);
    metrics.update();
    metrics.remove(a);
    metrics.close();

    assertEquals(0, shown.count());
  }

  @Test
  void shouldNotHideOtherTrouble() {
    FakeTaskContext broken = new FakeTaskContext(new OutOfMemoryError("a test's"));

    assertThrows(OutOfMemoryError.class, () -> new TaskMetrics(broken, 2, () -> nanos));
  }

  private TaskMetrics metrics(int mostFiles) {
    return new TaskMetrics(new FakeTaskContext(shown), mostFiles, () -> nanos);
  }

  private FileCounts file(TaskMetrics metrics, String name) {
    FileCounts counts = new FileCounts(Path.of("/" + name), () -> nanos);
    metrics.add(counts);
    return counts;
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
