package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.AccessRules;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.EntryProgress;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailSettings;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.ManualWatch;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.FakePluginMetrics;
import io.sluice.connect.filetail.metrics.FakeTaskContext;
import io.sluice.connect.filetail.metrics.TaskMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.source.SourceRecord;

/** A folder, the files of it that are followed, and the time, which stands still. */
final class Following implements AutoCloseable {

  /**
   * @param position null where there was none
   */
  private record Before(Path path, FilePosition position) {}

  private static final int MOST_FILES = 200;
  static final Duration ROTATION_WAIT = Duration.ofSeconds(2);

  final Path folder;
  final ManualWatch watch = new ManualWatch(this::pass);

  /** Each line behind the name of the file that it was sent for. */
  final List<String> lines = new ArrayList<>();

  final Map<Path, FilePosition> stored = new HashMap<>();

  /** The paths whose positions were asked for. */
  final List<Path> asked = new ArrayList<>();

  /** What each line's path had for a position before it. */
  private final List<Before> before = new ArrayList<>();

  private final List<String> entries = new ArrayList<>();
  private final List<FilePattern> rivals = new ArrayList<>();
  private StartPosition start = StartPosition.BEGINNING;
  private int mostOpen = 512;
  private boolean commits = true;
  private long nanos;
  private long nanosPerLook;
  private int momentsUntil;
  private Runnable happening;
  private FollowedFiles files;

  /** Of the last start. */
  FakePluginMetrics metrics;

  Following(Path folder) {
    this.folder = folder;
  }

  Following glob(String glob, String... exclude) {
    String excluded = Stream.of(exclude).map(one -> '"' + one + '"').toList().toString();
    entries.add(
        "{\"path\":\"%s/%s\",\"topic\":\"t\",\"exclude\":%s}".formatted(folder, glob, excluded));
    return this;
  }

  Following rival(String glob) {
    rivals.add(FilePattern.of(folder + "/" + glob, List.of()));
    return this;
  }

  Following from(StartPosition position) {
    start = position;
    return this;
  }

  Following keepOpen(int most) {
    mostOpen = most;
    return this;
  }

  /** Has some time pass whenever somebody looks at the clock. */
  Following withTimePerLook(Duration time) {
    nanosPerLook = time.toNanos();
    return this;
  }

  /** Has something happen at the n-th of the moments between two questions to the file system. */
  Following atMoment(int n, Runnable what) {
    momentsUntil = n;
    happening = what;
    return this;
  }

  private void moment() {
    if (--momentsUntil == 0) {
      happening.run();
    }
  }

  Following start() {
    AllowedPaths allowed = new AllowedPaths(List.of(folder));
    metrics = new FakePluginMetrics();
    files =
        new FollowedFiles(
            allowed,
            mostOpen,
            paths -> {
              moment();
              asked.addAll(paths);
              Map<Path, FilePosition> found = new HashMap<>(stored);
              found.keySet().retainAll(paths);
              return found;
            },
            // The file system's time does not wait for this one: no listing is trusted.
            new FolderListings(
                () -> {
                  moment();
                  return 0;
                }),
            watch,
            new TaskMetrics(new FakeTaskContext(metrics), MOST_FILES, () -> nanos),
            () -> {
              moment();
              return nanos += nanosPerLook;
            });
    return follow(allowed);
  }

  /** Changes the list while it is followed. */
  Following only(String glob, String... exclude) {
    entries.clear();
    return glob(glob, exclude).follow(new AllowedPaths(List.of(folder)));
  }

  private Following follow(AllowedPaths allowed) {
    try {
      List<CollectEntry> parsed =
          CollectListParser.ofChecked(new AccessRules(allowed, Pattern.compile(".*")))
              .parse(Map.of("entries", entries.toString()));
      files.follow(parsed.stream().map(entry -> toFollow(entry, parsed, allowed)).toList());
    } catch (CollectListException bad) {
      throw new IllegalArgumentException(bad);
    }
    return this;
  }

  /** Has all that is sent from now on wait for its commit. */
  Following commitNothingMore() {
    commits = false;
    return this;
  }

  private EntryToFollow toFollow(CollectEntry entry, List<CollectEntry> all, AllowedPaths allowed) {
    List<CollectEntry> others = all.stream().filter(other -> !other.equals(entry)).toList();
    LineSettings settings =
        LineSettings.singleLines(
            entry.encoding(), new LineLimit(1024, LongLine.SPLIT), Duration.ZERO);
    return new EntryToFollow(
        entry,
        List.copyOf(rivals),
        others,
        new TailSettings(allowed, settings, ROTATION_WAIT),
        start,
        path ->
            line -> new SourceRecord(Map.of("path", path), line.offset(), "t", null, line.text()));
  }

  /** As a worker does it: all that was polled is committed. */
  Following restart() {
    close();
    return start();
  }

  /** As a worker does it that died: its last lines are taken back with their offsets. */
  void rollBack(int last) {
    for (int i = 0; i < last; i++) {
      lines.remove(lines.size() - 1);
      Before its = before.remove(before.size() - 1);
      if (its.position == null) {
        stored.remove(its.path);
      } else {
        stored.put(its.path, its.position);
      }
    }
  }

  List<EntryProgress> progress() {
    return files.progress(0);
  }

  /** One poll; how many lines it brought. */
  int poll() {
    try {
      List<SourceRecord> records = files.read();
      for (SourceRecord record : records) {
        Path path = Path.of((String) record.sourcePartition().get("path"));
        lines.add(folder.relativize(path) + " " + record.value());
        before.add(new Before(path, stored.get(path)));
        if (commits) {
          stored.put(path, FilePosition.fromOffset(Map.copyOf(record.sourceOffset())));
        }
      }
      return records.size();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Polls until there is nothing more, and for a second after that. */
  Following read() {
    return readFor(Duration.ofSeconds(1));
  }

  Following readPastRotationWait() {
    return readFor(ROTATION_WAIT.multipliedBy(3));
  }

  Following readFor(Duration quiet) {
    long until = nanos + quiet.toNanos();
    while (until - nanos > 0) {
      if (poll() > 0) {
        until = nanos + quiet.toNanos();
      } else {
        await();
      }
    }
    return this;
  }

  void await() {
    try {
      files.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  void pass(long time) {
    nanos += time;
  }

  long nanos() {
    return nanos;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Following append(String name, String text) {
    return io(
        () -> {
          Files.createDirectories(path(name).getParent());
          Files.writeString(path(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        });
  }

  Following move(String from, String to) {
    return io(() -> Files.move(path(from), path(to)));
  }

  Following copyAndTruncate(String from, String to) {
    return io(() -> Files.copy(path(from), path(to))).truncate(from);
  }

  Following truncate(String name) {
    return io(
        () ->
            Files.newByteChannel(
                    path(name), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close());
  }

  /** What gzip makes of a file. */
  byte[] compressed(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      Files.copy(path(name), gzip);
    }
    return bytes.toByteArray();
  }

  Following delete(String name) {
    return io(() -> Files.delete(path(name)));
  }

  interface Step {
    void run() throws IOException;
  }

  Following io(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
  }
}
