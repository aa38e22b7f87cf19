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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes, rotates, compresses at once or later, and restarts in random order, and expects each line
 * once and in order.
 */
class CompressedRotationPropertyTest {

  private static final int CASES = 400;
  private static final int ACTIONS = 30;

  @TempDir Path folder;

  @Test
  void shouldHandOnEachLineOnceWheneverRotationsAreCompressed() throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      new Case(folder, seed).run();
    }
  }

  private static final class Case {

    private final TailedPath file;
    private final Random random;
    private final long seed;
    private final List<String> written = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private final long start = System.currentTimeMillis();

    /** Whether rotations are numbered as logrotate does it, or dated. */
    private final boolean numbered;

    private final boolean keepsTimes;

    /** How many rotated files there are, the youngest last, and how many of them compressed. */
    private int rotations;

    private int compressed;
    private int changes;
    private Path halfWritten;
    private byte[] rest;

    Case(Path folder, long seed) throws IOException {
      this.file = new TailedPath(Files.createDirectory(folder.resolve("case-" + seed)));
      this.random = new Random(seed);
      this.seed = seed;
      this.numbered = random.nextBoolean();
      this.keepsTimes = random.nextBoolean();
    }

    void run() throws IOException {
      write();
      file.start().read();
      for (int i = 0; i < ACTIONS; i++) {
        act();
      }
      finishHalfWritten();
      for (int i = 0; i <= rotations; i++) {
        file.readPastRotationWait();
      }
      assertEquals(numbers(written), numbers(file.lines), this::toString);
      assertEquals(written, file.lines, this::toString);
      file.close();
    }

    private static List<String> numbers(List<String> lines) {
      return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + String.join(", ", actions);
    }

    private void act() throws IOException {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> write();
        case 3, 4 -> {
          actions.add("read");
          file.read();
        }
        case 5 -> {
          actions.add("wait");
          file.readPastRotationWait();
        }
        case 6 -> rotate(true);
        case 7 -> rotate(false);
        case 8 -> compress();
        default -> {
          actions.add("restart");
          file.restart();
        }
      }
    }

    private void write() throws IOException {
      int lines = 1 + random.nextInt(3);
      actions.add("write " + lines);
      for (int i = 0; i < lines; i++) {
        written.add(written.size() + " " + "x".repeat(random.nextInt(200)));
        file.append(written.get(written.size() - 1) + "\n");
      }
      Files.setLastModifiedTime(file.path, now());
    }

    private String name(int rotation) {
      return numbered ? "app.log." + (rotations - rotation) : "app.log-" + (20261101 + rotation);
    }

    private void rotate(boolean rename) throws IOException {
      actions.add(rename ? "rename" : "copytruncate");
      finishHalfWritten();
      rotations++;
      for (int i = 0; numbered && i < rotations - 1; i++) {
        String suffix = i < compressed ? ".gz" : "";
        Files.move(
            file.sibling("app.log." + (rotations - 1 - i) + suffix),
            file.sibling(name(i) + suffix));
      }
      String name = name(rotations - 1);
      if (rename) {
        file.moveTo(name);
      } else {
        file.copyTo(name).truncate();
      }
      Files.setLastModifiedTime(file.sibling(name), time(rotations));
      while (random.nextBoolean() && compressed < rotations) {
        compress();
      }
      write();
      if (random.nextBoolean()) {
        actions.add("read");
        file.read();
      }
    }

    /** The oldest that is not compressed yet; now and then it takes its time. */
    private void compress() throws IOException {
      finishHalfWritten();
      if (compressed == rotations) {
        return;
      }
      Path original = file.sibling(name(compressed));
      FileTime time = keepsTimes ? Files.getLastModifiedTime(original) : now();
      actions.add("compress " + original.getFileName() + (keepsTimes ? "" : " anew"));
      Path to = GzipTool.compressAt(original, time);
      compressed++;
      if (random.nextInt(3) == 0) {
        actions.add("slowly");
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
        actions.add("complete");
        Files.write(halfWritten, rest, StandardOpenOption.TRUNCATE_EXISTING);
        FileTime time = keepsTimes ? time(compressed) : now();
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
  }
}
