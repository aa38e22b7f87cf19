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

  private static final int CASES = 1000;
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
    private final long start = System.currentTimeMillis();
    private int rotations;
    private int neighbours;
    private boolean inLine;

    Case(Path folder, long seed) throws IOException {
      this.file = new TailedPath(Files.createDirectory(folder.resolve("case-" + seed)));
      this.random = new Random(seed);
      this.seed = seed;
    }

    void run() throws IOException {
      addNeighbours();
      write();
      file.start().read();
      for (int i = 0; i < ACTIONS; i++) {
        act();
      }
      endLine();
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
      switch (random.nextInt(11)) {
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
        case 9 -> addNeighbours();
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

    /**
     * Rotations are a second apart at least; the file system's clock ticks too slowly for a test.
     */
    private void setModified(String name) throws IOException {
      Files.setLastModifiedTime(
          file.sibling(name), FileTime.fromMillis(start + 1000L * (rotations + 1)));
    }

    /** The successor is written to at once, or the next rename would find nothing there. */
    private void rename() throws IOException {
      endLine();
      actions.add("rename");
      String name = "app.log-" + (1000 + rotations);
      file.moveTo(name);
      setModified(name);
      rotations++;
      write();
      if (random.nextBoolean()) {
        actions.add("read");
        file.read();
      }
    }

    private void copytruncate() throws IOException {
      endLine();
      actions.add("copytruncate");
      String name = "app.log-" + (1000 + rotations);
      file.copyTo(name).truncate();
      setModified(name);
      rotations++;
      write();
      if (random.nextBoolean()) {
        actions.add("read");
        file.read();
      }
    }

    /** Another program's log, whose name looks like a rotation of ours, and an older rotation. */
    private void addNeighbours() {
      neighbours++;
      file.appendTo(file.sibling("app-1.log"), "a neighbour's line " + neighbours + "\n");
      file.appendTo(file.sibling("app.log.old"), "an older line\n");
    }
  }
}
