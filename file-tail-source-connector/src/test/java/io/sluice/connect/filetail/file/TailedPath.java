package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.line.Line;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.FileCounts;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path in a folder of its own, a tail that follows it, and the time, which stands still. */
final class TailedPath implements AutoCloseable {

  static final Duration ROTATION_WAIT = Duration.ofSeconds(2);

  final Path folder;
  final Path path;
  final List<String> lines = new ArrayList<>();
  final List<String> marks = new ArrayList<>();
  final List<Long> starts = new ArrayList<>();
  final List<Integer> lineCounts = new ArrayList<>();
  final List<Map<String, Object>> offsets = new ArrayList<>();

  /** What can be made of the files. */
  final FailingDisk disk = new FailingDisk();

  private final LineSettings settings;
  private final ReadBuffer buffer = new ReadBuffer();
  private long nanos;
  private long nanosPerLook;
  private int entriesUntil;
  private Runnable whileListing;
  private int mostOpen = GenerationQueue.MOST;
  private FileTail tail;

  TailedPath(Path folder) {
    this(folder, new LineLimit(1024 * 1024, LongLine.SPLIT));
  }

  TailedPath(Path folder, LineLimit limit) {
    this(folder, LineSettings.singleLines(limit));
  }

  TailedPath(Path folder, LineSettings settings) {
    this.folder = folder;
    this.path = folder.resolve("app.log");
    this.settings = settings;
  }

  TailedPath start() {
    return start(StartPosition.BEGINNING);
  }

  TailedPath start(StartPosition position) {
    return start(offsets.isEmpty() ? Optional.empty() : Optional.of(committed()), position);
  }

  TailedPath start(Optional<FilePosition> committed, StartPosition position) {
    AllowedPaths allowed = new AllowedPaths(List.of(folder));
    tail =
        new FileTail(
            path,
            committed,
            position,
            new TailContext(
                new TailSettings(allowed, settings, ROTATION_WAIT),
                // The file system's time does not wait for this one: no listing is trusted.
                new FolderListings(() -> 0),
                this::isListed,
                other -> List.of(),
                () -> nanos += nanosPerLook),
            new FileOpener(allowed, disk),
            mostOpen);
    return this;
  }

  /** Has the rotated files that are there read before the path's own. */
  TailedPath readRotatedFirst() {
    tail.readFirst(new History(name -> true, Map.of()));
    return this;
  }

  TailedPath wasFound(FoundEnd before) {
    tail.wasFound(before);
    return this;
  }

  Optional<FilePosition> begunAt() {
    return tail.begunAt();
  }

  boolean isQuiet() {
    return tail.isQuiet();
  }

  boolean hasChanged() {
    return tail.hasChanged();
  }

  Relation relationOf(String name) throws IOException {
    return tail.relationOf(folder.resolve(name));
  }

  /** As a worker does it: the tail is closed, and a new one begins at the last line's offset. */
  TailedPath restart() {
    close();
    return start();
  }

  /** As after a crash: at the offset that was committed last. */
  TailedPath restart(FilePosition committed) {
    close();
    return start(Optional.of(committed), StartPosition.BEGINNING);
  }

  FilePosition committed() {
    return FilePosition.fromOffset(offsets.get(offsets.size() - 1));
  }

  /** Has so many files open at once from the next start on. */
  TailedPath withMostOpen(int files) {
    mostOpen = files;
    return this;
  }

  /** Has some time pass whenever somebody looks at the clock. */
  TailedPath withTimePerLook(Duration time) {
    nanosPerLook = time.toNanos();
    return this;
  }

  /** Has something happen just before the n-th entry of the folder is looked at from now on. */
  TailedPath whileListing(int entry, Runnable happening) {
    entriesUntil = entry;
    whileListing = happening;
    return this;
  }

  private boolean isListed(Path other) {
    if (--entriesUntil == 0) {
      whileListing.run();
    }
    return false;
  }

  TailedPath pass(Duration time) {
    nanos += time.toNanos();
    return this;
  }

  /** Lets time pass, long enough for the next look at the path, and reads all there is. */
  TailedPath read() {
    pass(Duration.ofMillis(150));
    return poll();
  }

  /** Reads for longer than a rotated file has to be quiet. */
  TailedPath readPastRotationWait() {
    for (int i = 0; i < 3; i++) {
      read();
      pass(ROTATION_WAIT);
    }
    return read();
  }

  /** Reads for so long, several times a second. */
  TailedPath readFor(Duration time) {
    for (Duration end = time().plus(time); time().compareTo(end) < 0; ) {
      read();
    }
    return this;
  }

  /** Reads once, without that time passes. */
  boolean readOnce() {
    return tail.read(buffer, this::take);
  }

  /** How much time has passed. */
  Duration time() {
    return Duration.ofNanos(nanos);
  }

  /** As a worker does it that dies: its last records are rolled back with their offsets. */
  void rollBack(int records) {
    for (List<?> handedOut : List.of(lines, marks, starts, lineCounts, offsets)) {
      handedOut.subList(handedOut.size() - records, handedOut.size()).clear();
    }
  }

  private void take(Line line) {
    String text = line.text();
    // Of many lines, the bytes as they are.
    lines.add(line.marks().areNone() && line.count() > 1 ? raw(line) : text);
    marks.add(line.marks().toString());
    starts.add(line.start());
    lineCounts.add(line.count());
    offsets.add(Map.copyOf(line.offset()));
  }

  private static String raw(Line line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  /** Reads all there is without a look at the path. */
  TailedPath poll() {
    while (readOnce()) {
      // until there is no more
    }
    return this;
  }

  /** What was counted since the last start. */
  LineCounts counts() {
    return tail.counts();
  }

  /** What the metrics show since the last start. */
  FileCounts fileCounts() {
    return tail.fileCounts();
  }

  /** How many files of the path are open. */
  long openFiles() {
    return (Long) new ShownFile(fileCounts()).value("open-files");
  }

  /** Lets time pass, and reads all there is. */
  TailedPath readAfter(Duration time) {
    nanos += time.toNanos();
    return read();
  }

  TailedPath append(String text) {
    return appendTo(path, text);
  }

  TailedPath append(String text, Charset charset) {
    return append(text.getBytes(charset));
  }

  TailedPath append(byte[] bytes) {
    return io(() -> Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  TailedPath appendTo(Path file, String text) {
    return io(
        () -> Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  TailedPath truncate() {
    return io(
        () -> {
          try (var file =
              Files.newByteChannel(
                  path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            return file.size();
          }
        });
  }

  TailedPath moveTo(String name) {
    return io(() -> Files.move(path, folder.resolve(name)));
  }

  TailedPath copyTo(String name) {
    return io(() -> Files.copy(path, folder.resolve(name)));
  }

  TailedPath delete() {
    return io(
        () -> {
          Files.delete(path);
          return path;
        });
  }

  Path sibling(String name) {
    return folder.resolve(name);
  }

  private interface Step {
    Object run() throws IOException;
  }

  private TailedPath io(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    io(
        () -> {
          tail.close();
          return tail;
        });
  }
}
