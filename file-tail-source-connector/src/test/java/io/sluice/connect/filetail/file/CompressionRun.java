package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Multiline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Does what a {@link CompressionScenario} tells, and compares what was read with what was written.
 */
final class CompressionRun implements AutoCloseable {

  private final CompressionScenario scenario;
  private final TailedPath file;
  private final List<String> written = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  /** Later than anything that is written meanwhile, however long that takes. */
  private final long start = System.currentTimeMillis() + 3_600_000;

  /** How many rotated files there are, the youngest last, and how many of them compressed. */
  private int rotations;

  private int compressed;
  private int changes;
  private int failsFor = -1;
  private Path halfWritten;
  private byte[] rest;

  CompressionRun(CompressionScenario scenario, Path folder) throws IOException {
    this.scenario = scenario;
    this.file = new TailedPath(folder, settings()).withMostOpen(scenario.mostOpen());
    Random random = new Random(scenario.steps().size());
    if (scenario.beginning().hasRotatedFiles()) {
      for (int i = random.nextInt(8); i >= 0; i--) {
        write(random);
        rotate(true, random);
      }
    }
    if (scenario.beginning().hasFile()) {
      write(random);
    }
    file.start();
    if (scenario.beginning().hasRotatedFiles()) {
      file.readRotatedFirst();
    }
  }

  private LineSettings settings() {
    LineLimit limit = new LineLimit(1024, LongLine.SPLIT);
    return scenario.groups()
        ? LineSettings.groups(
            StandardCharsets.UTF_8,
            limit,
            new Multiline("^ ", false, Multiline.Match.AFTER, 500, Duration.ofSeconds(5)),
            Duration.ZERO)
        : LineSettings.singleLines(limit);
  }

  void run() throws IOException {
    if (new Random(scenario.steps().size()).nextBoolean()) {
      file.read();
    } else {
      file.readOnce();
    }
    for (CompressionScenario.Step step : scenario.steps()) {
      take(step.kind(), new Random(step.seed()));
    }
    finishHalfWritten();
    mend();
    for (int i = 0; i <= rotations + 2; i++) {
      file.readPastRotationWait();
    }
    assertEquals(numbers(written), numbers(file.lines), this::toString);
    assertEquals(written, file.lines, this::toString);
  }

  private static List<String> numbers(List<String> lines) {
    return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  private void take(CompressionScenario.Kind kind, Random random) throws IOException {
    if (failsFor >= 0 && failsFor-- == 0) {
      mend();
    }
    switch (kind) {
      case WRITE -> write(random);
      case READ -> read();
      case WAIT -> {
        done.add("wait");
        file.readPastRotationWait();
      }
      case RENAME -> rotateAndWrite(true, random);
      case COPY_TRUNCATE -> rotateAndWrite(scenario.isRenamedOnly(), random);
      case COMPRESS_TRUNCATE -> compressAndTruncate(random);
      case COMPRESS -> compress(random);
      case FAIL -> fail(random);
      case RESTART -> {
        // Of a path without a position, nobody knows what was rotated before.
        if (!file.lines.isEmpty()) {
          done.add("restart");
          file.restart();
        }
      }
    }
  }

  private void write(Random random) throws IOException {
    int lines = 1 + random.nextInt(3);
    done.add("write " + lines);
    for (int i = 0; i < lines; i++) {
      String more = scenario.groups() && random.nextBoolean() ? "\n more" : "";
      written.add(written.size() + " " + "x".repeat(random.nextInt(200)) + more);
      file.append(written.get(written.size() - 1) + "\n");
    }
    Files.setLastModifiedTime(file.path, now());
  }

  private void read() {
    done.add("read");
    file.read();
  }

  private String name(int rotation) {
    return scenario.numbered()
        ? "app.log." + (rotations - rotation)
        : "app.log-" + (20261101 + rotation);
  }

  private void rotateAndWrite(boolean rename, Random random) throws IOException {
    if (Files.notExists(file.path)) {
      return;
    }
    rotate(rename, random);
    write(random);
    if (random.nextBoolean()) {
      read();
    }
  }

  private void rotate(boolean rename, Random random) throws IOException {
    done.add(rename ? "rename" : "copytruncate");
    String name = makeRoom();
    if (rename) {
      file.moveTo(name);
    } else {
      file.copyTo(name).truncate();
    }
    Files.setLastModifiedTime(file.sibling(name), time(rotations));
    while (random.nextBoolean() && compressed < rotations) {
      compress(random);
    }
  }

  /** The name for what is rotated next. */
  private String makeRoom() throws IOException {
    finishHalfWritten();
    rotations++;
    for (int i = 0; scenario.numbered() && i < rotations - 1; i++) {
      String suffix = i < compressed ? ".gz" : "";
      Files.move(
          file.sibling("app.log." + (rotations - 1 - i) + suffix), file.sibling(name(i) + suffix));
    }
    return name(rotations - 1);
  }

  /** As {@code gzip -c app.log > app.log.1.gz} does it, where nothing else waits for that. */
  private void compressAndTruncate(Random random) throws IOException {
    if (Files.notExists(file.path) || scenario.isRenamedOnly() || compressed < rotations) {
      return;
    }
    if (failsFor >= 0) {
      mend();
    }
    done.add("compress and truncate");
    Path copy = file.sibling(makeRoom());
    Files.copy(file.path, copy);
    GzipTool.compressAt(copy, scenario.keepsTimes() ? time(rotations) : now());
    compressed++;
    if (random.nextBoolean()) {
      read();
    }
    file.truncate();
    write(random);
    if (random.nextBoolean()) {
      read();
    }
  }

  /** One that failed is looked at before it is compressed, which nobody could do until then. */
  private void mend() {
    done.add("mend");
    file.disk.mendAll();
    failsFor = -1;
    file.readPastRotationWait();
  }

  /** Has a file that cannot be opened, or read, until some steps later: for less than a minute. */
  private void fail(Random random) throws IOException {
    int number = random.nextInt(rotations - compressed + 1);
    Path failing = number == 0 ? file.path : file.sibling(name(rotations - number));
    if (Files.exists(failing)) {
      done.add("fail " + failing.getFileName());
      if (random.nextBoolean()) {
        file.disk.forbid(failing);
      }
      file.disk.breakUp(failing);
      failsFor = 1 + random.nextInt(2);
    }
  }

  /** The oldest that is not compressed yet; now and then it takes its time. */
  private void compress(Random random) throws IOException {
    finishHalfWritten();
    if (compressed == rotations || scenario.groups()) {
      // A position between two groups, at a file's beginning, does not know it when compressed.
      return;
    }
    if (failsFor >= 0) {
      mend();
    }
    Path original = file.sibling(name(compressed));
    FileTime time = scenario.keepsTimes() ? Files.getLastModifiedTime(original) : now();
    done.add("compress " + original.getFileName() + (scenario.keepsTimes() ? "" : " anew"));
    Path to = GzipTool.compressAt(original, time);
    compressed++;
    if (random.nextInt(3) == 0) {
      done.add("slowly");
      byte[] whole = Files.readAllBytes(to);
      int half = random.nextInt(whole.length);
      halfWritten = to;
      rest = whole;
      Files.write(to, Arrays.copyOf(whole, half), StandardOpenOption.TRUNCATE_EXISTING);
      Files.setLastModifiedTime(to, now());
    }
  }

  private void finishHalfWritten() throws IOException {
    if (halfWritten != null) {
      done.add("complete");
      Files.write(halfWritten, rest, StandardOpenOption.TRUNCATE_EXISTING);
      FileTime time = scenario.keepsTimes() ? time(compressed) : now();
      Files.setLastModifiedTime(halfWritten, time);
      halfWritten = null;
    }
  }

  /** After the last rotation, before the next. */
  private FileTime now() {
    return FileTime.fromMillis(start + 1000L * rotations + ++changes);
  }

  private FileTime time(int second) {
    return FileTime.fromMillis(start + 1000L * second);
  }

  /** What was done. */
  @Override
  public String toString() {
    return (scenario.numbered() ? "numbered, " : "dated, ")
        + scenario.mostOpen()
        + " open, "
        + (scenario.groups() ? "groups, " : "")
        + scenario.beginning()
        + ": "
        + String.join(", ", done);
  }

  @Override
  public void close() {
    file.close();
  }
}
