package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes, rotates, truncates and restarts in random order, and expects each line once and in order.
 *
 * <p>The only thing a case never does is what destroys lines before they can be read.
 */
class FileTailPropertyTest {

  private static final int CASES = 400;
  private static final int ACTIONS = 30;

  @TempDir Path folder;

  @Test
  void shouldHandOnEachLineOnceWhateverHappensToTheFile() throws IOException {
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
    private int rotations;
    private boolean inLine;

    Case(Path folder, long seed) throws IOException {
      this.file = new TailedPath(Files.createDirectory(folder.resolve("case-" + seed)));
      this.random = new Random(seed);
      this.seed = seed;
    }

    void run() throws IOException {
      write();
      file.start().read();
      for (int i = 0; i < ACTIONS; i++) {
        act();
      }
      endLine();
      for (int i = 0; i <= rotations; i++) {
        file.readPastRotationWait();
      }
      assertEquals(written, file.lines, () -> "seed " + seed + ": " + String.join(", ", actions));
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
        case 3 -> beginLine();
        case 4, 5 -> {
          actions.add("read");
          file.read();
        }
        case 6 -> {
          actions.add("wait");
          file.readPastRotationWait();
        }
        case 7 -> rename();
        case 8 -> copytruncate();
        default -> {
          actions.add("restart");
          file.restart();
        }
      }
    }

    private void write() {
      endLine();
      int lines = 1 + random.nextInt(3);
      actions.add("write " + lines);
      for (int i = 0; i < lines; i++) {
        line();
        file.append(written.get(written.size() - 1) + "\n");
      }
    }

    private void line() {
      written.add(written.size() + " " + "x".repeat(random.nextInt(200)));
    }

    private void beginLine() {
      endLine();
      actions.add("begin line");
      line();
      file.append(written.get(written.size() - 1));
      inLine = true;
    }

    private void endLine() {
      if (inLine) {
        actions.add("end line");
        file.append("\n");
        inLine = false;
      }
    }

    /** The successor is written to at once, or the next rename would find nothing there. */
    private void rename() throws IOException {
      endLine();
      actions.add("rename");
      String name = "app.log-" + (1000 + rotations);
      file.moveTo(name);
      Files.setLastModifiedTime(file.sibling(name), FileTime.fromMillis(1000L * rotations));
      rotations++;
      write();
      if (random.nextBoolean()) {
        actions.add("read");
        file.read();
      }
    }

    /** What was rotated earlier is read before: its truncated successor hides where it began. */
    private void copytruncate() throws IOException {
      endLine();
      actions.add("wait, write, copytruncate");
      file.readPastRotationWait().readPastRotationWait();
      write();
      String name = "app.log-" + (1000 + rotations);
      file.copyTo(name).truncate();
      Files.setLastModifiedTime(file.sibling(name), FileTime.fromMillis(1000L * rotations));
      rotations++;
      write();
      if (random.nextBoolean()) {
        actions.add("read");
        file.read();
      }
    }
  }
}
