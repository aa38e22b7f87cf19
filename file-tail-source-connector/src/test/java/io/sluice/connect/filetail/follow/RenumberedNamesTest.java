package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.OpenDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rotations that are followed each by itself, for nobody could tell what they are at the very first
 * start: {@code app-1.log} and {@code app-2.log} beside {@code app.log}.
 */
class RenumberedNamesTest {

  @TempDir Path folder;

  private Following following;
  private long modified = System.currentTimeMillis() - 3_600_000;

  @BeforeEach
  void follow() {
    following = new Following(folder).glob("*.log");
  }

  @AfterEach
  void close() {
    following.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1})
  void shouldSendNothingAgain(int keptOpen) throws IOException {
    write("app-3.log", 0);
    write("app-2.log", 1);
    write("app-1.log", 2);
    write("app.log", 3);
    following.keepOpen(keptOpen).start().readPastRotationWait();
    for (int i = 4; i <= 9; i++) {
      rotate(i);
      readLong();
    }

    assertSentOnce(9);
    assertTrue(OpenDescriptors.below(folder) <= 20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSendNothingAgainThatIsRotatedWhileTheWorkerIsDown(boolean isRestarted)
      throws IOException {
    write("app-2.log", 0);
    write("app-1.log", 1);
    write("app.log", 2);
    following.start().readPastRotationWait();
    for (int i = 3; i <= 8; i++) {
      if (isRestarted) {
        following.close();
      }
      rotate(i);
      if (isRestarted) {
        following.start();
      }
      readLong();
    }

    assertSentOnce(8);
  }

  @Test
  void shouldReadOnWhatIsUnreadWhenItIsRenumbered() throws IOException {
    write("app-2.log", 0);
    write("app-1.log", 1);
    write("app.log", 2);
    following.start().readPastRotationWait();
    write("app-2.log", 3);
    write("app-1.log", 4);
    write("app.log", 5);
    rotate(6);
    write("app-3.log", 7);
    write("app-2.log", 8);
    write("app-1.log", 9);
    readLong();
    write("app-3.log", 10);
    write("app-2.log", 11);
    write("app-1.log", 12);
    readLong();

    assertSentOnce(12);
  }

  @Test
  void shouldReadOnWhatIsWrittenToWhileItIsRenumbered() throws IOException {
    write("app-2.log", 0);
    write("app-1.log", 1);
    write("app.log", 2);
    following.start().readPastRotationWait();
    int number = 2;
    for (int i = 0; i < 5; i++) {
      rotate(++number);
      for (int j = 0; j < 10; j++) {
        write("app-2.log", ++number);
        following.poll();
        write("app-1.log", ++number);
        write("app.log", ++number);
        following.read();
      }
    }
    readLong();

    assertSentOnce(number);
  }

  @Test
  void shouldReadOnInFilesThatHaveSwappedTheirNames() throws IOException {
    write("app.log", 0);
    write("app-1.log", 1);
    write("app-2.log", 2);
    following.start().readPastRotationWait();
    for (int i = 0; i < 4; i++) {
      following.move("app-1.log", "else");
      following.move("app-2.log", "app-1.log");
      following.move("else", "app-2.log");
      write("app-1.log", 3 + 3 * i);
      write("app-2.log", 4 + 3 * i);
      readLong();
      write("app-1.log", 5 + 3 * i);
      readLong();
    }

    assertSentOnce(14);
  }

  @Test
  void shouldReadANewFileUnderANameThatRotationHasGiven() throws IOException {
    write("app-1.log", 0);
    write("app.log", 1);
    following.start().readPastRotationWait();
    rotate(2);
    readLong();
    following.delete("app-1.log");
    write("app-1.log", 3);
    readLong();
    write("app-1.log", 4);
    readLong();

    assertSentOnce(4);
  }

  @Test
  void shouldNotWaitForAFileThatIsReadElsewhereWithoutEnd() throws IOException {
    write("app-1.log", 0);
    write("app.log", 1);
    following.start().readPastRotationWait();
    following.delete("app-1.log").move("app.log", "app-1.log").append("app.log", "");
    readLong();
    following.delete("app-1.log");
    write("app-1.log", 2);
    readLong();

    assertSentOnce(2);
  }

  @Test
  void shouldReadOnLateLinesUnderTheNewName() throws IOException {
    write("app-1.log", 0);
    write("app.log", 1);
    following.start().readPastRotationWait();
    rotate(2);
    for (int number = 3; number < 9; number++) {
      write("app-2.log", number);
      following.readPastRotationWait();
    }
    write("app-1.log", 9);
    readLong();
    write("app-1.log", 10);
    readLong();

    assertSentOnce(10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldSendEachLineOnceWhateverIsRenumbered(long seed) throws IOException {
    Random random = new Random(seed);
    int number = random.nextInt(4);
    for (int i = number; i > 0; i--) {
      write("app-" + i + ".log", number - i);
    }
    write("app.log", number);
    following.keepOpen(random.nextBoolean() ? 512 : 1).start().readPastRotationWait();
    for (int i = 0; i < 30; i++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> write("app.log", ++number);
        case 4, 5, 6 -> rotate(++number);
        case 7 -> following.poll();
        case 8 -> following.read();
        default -> {
          following.readPastRotationWait();
          if (random.nextInt(3) == 0) {
            following.restart();
          }
        }
      }
    }
    readLong();
    readLong();

    assertSentOnce(number);
  }

  private static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private void write(String name, int number) throws IOException {
    following.append(name, number + "\n");
    modified += 1000;
    Files.setLastModifiedTime(following.path(name), FileTime.fromMillis(modified));
  }

  /** Renames each file to the next number, and makes the log anew with a line. */
  private void rotate(int number) throws IOException {
    for (int i = 20; i > 0; i--) {
      if (Files.exists(following.path("app-" + i + ".log"))) {
        following.move("app-" + i + ".log", "app-" + (i + 1) + ".log");
      }
    }
    following.move("app.log", "app-1.log");
    write("app.log", number);
  }

  private void readLong() {
    for (int i = 0; i < 12; i++) {
      following.readPastRotationWait();
    }
  }

  /** The lines up to that number, in whatever order and under whatever name. */
  private void assertSentOnce(int last) {
    List<Integer> sent =
        following.lines.stream()
            .map(line -> Integer.valueOf(line.substring(line.indexOf(' ') + 1)))
            .sorted()
            .toList();
    assertEquals(IntStream.rangeClosed(0, last).boxed().toList(), sent, following.lines::toString);
  }
}
