package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.metrics.ShownFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file needs no look, and what happens to one that is closed meanwhile. */
class SleepingFileTest {

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private final ReadBuffer buffer = new ReadBuffer();
  private long nanos;
  private Path path;
  private FileTail tail;

  @BeforeEach
  void follow() {
    path = folder.resolve("app.log");
    tail = tail(Duration.ZERO);
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  @Test
  void shouldBeQuietOnceAllWasReadAndUntilItChanges() throws IOException {
    append("1\n");
    assertFalse(tail.isQuiet());
    read();
    assertTrue(tail.isQuiet());
    assertFalse(tail.hasChanged());

    append("2\n");
    assertTrue(tail.hasChanged());
    read();
    assertFalse(tail.hasChanged());
    assertEquals(List.of("1", "2"), lines);
  }

  @Test
  void shouldBeQuietWhileThereIsNoFile() throws IOException {
    read();
    assertTrue(tail.isQuiet());
    assertTrue(tail.isGone());
    append("1\n");
    assertTrue(tail.hasChanged());
    assertFalse(read().isGone());
  }

  @Test
  void shouldNotBeQuietWhileARotationOrAnUnfinishedLineWaitsForItsTime() throws IOException {
    append("1\n");
    read();
    Files.move(path, folder.resolve("app.log.1"));
    append("2\n");
    read();
    assertFalse(tail.isQuiet());

    tail.close();
    tail = tail(Duration.ofSeconds(5));
    append("half");
    read();
    assertFalse(tail.isQuiet());
    nanos += Duration.ofSeconds(6).toNanos();
    read();
    assertTrue(lines.contains("half"));
    assertTrue(tail.isQuiet());
  }

  @Test
  void shouldGoOnAfterASleep() throws IOException {
    append("1\n2");
    read();
    tail.sleep();
    assertFalse(tail.isOpen());
    assertTrue(tail.isQuiet());
    assertFalse(tail.hasChanged());

    append("2\n");
    assertTrue(tail.hasChanged());
    read();
    assertTrue(tail.isOpen());
    assertEquals(List.of("1", "22"), lines);

    Files.move(path, folder.resolve("app.log.1"));
    append("3\n");
    read();
    assertFalse(tail.isQuiet());
  }

  @Test
  void shouldFindWhatWasRotatedAwayDuringASleep() throws IOException {
    append("1\n");
    read();
    tail.sleep();
    append("2\n");
    Files.move(path, folder.resolve("app.log.1"));
    append("3\n");
    for (int i = 0; i < 4; i++) {
      read();
      nanos += Duration.ofSeconds(2).toNanos();
    }

    assertEquals(List.of("1", "2", "3"), lines);
  }

  @Test
  void shouldTellThatALineWithoutItsEndWasDeletedDuringASleep() throws IOException {
    append("1\n2");
    read();
    tail.sleep();
    Files.delete(path);
    append("3\n");
    read();

    assertEquals(List.of("1", "3"), lines);
    assertEquals(1L, new ShownFile(tail.fileCounts()).value("losses-total"));
  }

  @Test
  void shouldNotSleepWhileThereIsSomethingToDo() throws IOException {
    append("1\n");
    tail.sleep();
    read();
    Files.move(path, folder.resolve("app.log.1"));
    append("2\n");
    read();
    tail.sleep();

    assertTrue(tail.isOpen());
  }

  private FileTail tail(Duration partialTimeout) {
    LineSettings settings =
        LineSettings.singleLines(
            StandardCharsets.UTF_8, new LineLimit(1024, LongLine.SPLIT), partialTimeout);
    return new FileTail(
        path,
        Optional.empty(),
        StartPosition.BEGINNING,
        new TailContext(
            new TailSettings(new AllowedPaths(List.of(folder)), settings, Duration.ofSeconds(1)),
            new FolderListings(() -> 0),
            other -> false,
            path -> List.of(),
            () -> nanos));
  }

  private FileTail read() {
    nanos += Duration.ofMillis(150).toNanos();
    while (tail.read(buffer, line -> lines.add(line.text()))) {
      // until there is no more
    }
    return tail;
  }

  private void append(String text) throws IOException {
    Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
