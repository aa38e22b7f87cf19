package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
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
  private final long start = System.currentTimeMillis();

  /** How many rotated files there are, the youngest last, and how many of them compressed. */
  private int rotations;

  private int compressed;
  private int changes;
  private Path halfWritten;
  private byte[] rest;

  CompressionRun(CompressionScenario scenario, Path folder) throws IOException {
    this.scenario = scenario;
    this.file = new TailedPath(folder).withMostOpen(scenario.mostOpen());
    write(new Random(0));
    file.start();
  }

  void run() throws IOException {
    file.read();
    for (CompressionScenario.Step step : scenario.steps()) {
      take(step.kind(), new Random(step.seed()));
    }
    finishHalfWritten();
    for (int i = 0; i <= rotations; i++) {
      file.readPastRotationWait();
    }
    assertEquals(numbers(written), numbers(file.lines), this::toString);
    assertEquals(written, file.lines, this::toString);
  }

  private static List<String> numbers(List<String> lines) {
    return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  private void take(CompressionScenario.Kind kind, Random random) throws IOException {
    switch (kind) {
      case WRITE -> write(random);
      case READ -> read();
      case WAIT -> {
        done.add("wait");
        file.readPastRotationWait();
      }
      case RENAME -> rotate(true, random);
      case COPY_TRUNCATE -> rotate(false, random);
      case COMPRESS -> compress(random);
      case RESTART -> {
        done.add("restart");
        file.restart();
      }
    }
  }

  private void write(Random random) throws IOException {
    int lines = 1 + random.nextInt(3);
    done.add("write " + lines);
    for (int i = 0; i < lines; i++) {
      written.add(written.size() + " " + "x".repeat(random.nextInt(200)));
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

  private void rotate(boolean rename, Random random) throws IOException {
    done.add(rename ? "rename" : "copytruncate");
    finishHalfWritten();
    rotations++;
    for (int i = 0; scenario.numbered() && i < rotations - 1; i++) {
      String suffix = i < compressed ? ".gz" : "";
      Files.move(
          file.sibling("app.log." + (rotations - 1 - i) + suffix), file.sibling(name(i) + suffix));
    }
    String name = name(rotations - 1);
    if (rename) {
      file.moveTo(name);
    } else {
      file.copyTo(name).truncate();
    }
    Files.setLastModifiedTime(file.sibling(name), time(rotations));
    while (random.nextBoolean() && compressed < rotations) {
      compress(random);
    }
    write(random);
    if (random.nextBoolean()) {
      read();
    }
  }

  /** The oldest that is not compressed yet; now and then it takes its time. */
  private void compress(Random random) throws IOException {
    finishHalfWritten();
    if (compressed == rotations) {
      return;
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
        + " open: "
        + String.join(", ", done);
  }

  @Override
  public void close() {
    file.close();
  }
}
