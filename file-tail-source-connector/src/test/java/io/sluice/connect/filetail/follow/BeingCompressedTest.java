package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.file.TailLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Globs that match what programs make while they compress a rotation. */
class BeingCompressedTest {

  /** The name that logback gives to app.log where the pattern puts the date behind that. */
  private static final String BEHIND = "app.log.2026-11-21.0173482347012.tmp";

  /** The same where the pattern puts it before the extension. */
  private static final String BEFORE = "app.2026-11-21.log173482347012.tmp";

  private static final Duration ELEVEN_MINUTES = Duration.ofMinutes(11);

  @TempDir Path folder;

  private Following following;
  private TailLog log;

  @BeforeEach
  void follow() {
    log = new TailLog();
    following = new Following(folder);
  }

  @AfterEach
  void close() {
    following.close();
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldNotSendAgainWhatIsRenamedToBeCompressed(String name) throws IOException {
    following.append("app.log", "1\n").glob("app*log*").start().read();
    following.move("app.log", name).append("app.log", "2\n").readPastRotationWait();
    compress(name);
    following.append("app.log", "3\n").readPastRotationWait().restart().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3");
    assertEquals(1, log.count(name + " is matched by"), log::toString);
  }

  @Test
  void shouldNotSendWhatIsWrittenWhileARotationIsCompressed() throws IOException {
    following.append("0.log", "1\n").glob("*.log*").start().read();
    following.move("0.log", "0.log.20261122-120000").append("0.log", "2\n");
    Path temporary = following.path("0.log.20261122-120000.tmp");
    Files.write(temporary, gzip("1\n"));
    following.readPastRotationWait();
    Files.move(temporary, following.path("0.log.20261122-120000.gz"));
    following.delete("0.log.20261122-120000").readPastRotationWait();

    assertLines("0.log 1", "0.log 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldReadToItsEndWhatIsRenamedWhileTheWorkerIsDown(String name) throws IOException {
    following.append("app.log", "1\n").glob("app*log*").start().read().close();
    following.append("app.log", "2\n").move("app.log", name).append("app.log", "3\n");
    following.start().readPastRotationWait();
    compress(name);
    following.readPastRotationWait().restart().readPastRotationWait();

    assertLines("app.log 1", "app.log 2", "app.log 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldReadWhatIsRenamedThoughItsFileIsNotThere(String name) {
    following.append("app.log", "1\n").glob("app*log*").start().read().close();
    following.append("app.log", "2\n").move("app.log", name).start().readPastRotationWait();

    assertLines("app.log 1", "app.log 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldTellOnceOfWhatIsLeftBehind(String name) {
    following.append("app.log", "1\n").glob("app*log*").start().read();
    following.move("app.log", name).append("app.log", "2\n").readFor(ELEVEN_MINUTES);
    assertEquals(1, log.count(name + " has been there for ten minutes"), log::toString);

    following.append("app.log", "3\n").move("app.log", "app.log.1").append("app.log", "4\n");
    following.readFor(ELEVEN_MINUTES);
    assertEquals(1, log.count("has been there for ten minutes"), log::toString);

    following.restart().readFor(ELEVEN_MINUTES);
    assertEquals(2, log.count("has been there for ten minutes"), log::toString);
    assertLines("app.log 1", "app.log 2", "app.log 3", "app.log 4");
  }

  @Test
  void shouldTellNothingOfWhatIsGoneInTime() {
    following.append("app.log", "1\n").glob("app*log*").start().read();
    following.move("app.log", BEHIND).append("app.log", "2\n").readPastRotationWait();
    following.delete(BEHIND).readFor(ELEVEN_MINUTES);

    assertLines("app.log 1", "app.log 2");
    assertEquals(0, log.count("has been there"), log::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldNotSendAgainWhatACompressionThatWasBrokenOffLeaves(String name) throws IOException {
    String text = incompressible();
    following.append("app.log", text).glob("app*log*").start().read();
    following.move("app.log", name).append("app.log", "last\n").readPastRotationWait();
    byte[] whole = gzip(text);
    String made = name.equals(BEHIND) ? "app.log.2026-11-21.0.gz" : "app.2026-11-21.log.gz";
    Files.write(following.path(made), Arrays.copyOf(whole, whole.length / 2));
    following.readFor(Duration.ofSeconds(80)).restart().readFor(Duration.ofSeconds(80));

    assertEquals(text.lines().count() + 1, following.lines.size(), log::toString);
  }

  @Test
  void shouldFollowWhatIsOfNoFileThatIsCollected() {
    following.append("notes.tmp", "1\n").append("app.1.tmp", "2\n").append("app.tmp", "3\n");
    following.append("app.log.tmp", "4\n").append("app.log", "5\n").append("app-6.log.tmp", "6\n");
    following.glob("*").start().readPastRotationWait().restart().readPastRotationWait();

    assertEquals(
        List.of(
            "app-6.log.tmp 6",
            "app.1.tmp 2",
            "app.log 5",
            "app.log.tmp 4",
            "app.tmp 3",
            "notes.tmp 1"),
        following.lines.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {BEHIND, BEFORE})
  void shouldFollowWhatIsOfAFileThatTheGlobDoesNotMatch(String name) {
    following.append("app.log", "1\n").append(name, "2\n").glob("app*", "app.log").start().read();
    following.append(name, "3\n").readPastRotationWait();

    assertLines(name + " 2", name + " 3");
  }

  @Test
  void shouldFollowWhatIsCollectedByItsOwnPath() {
    following.append("app.log", "1\n").append("app.log.7.tmp", "2\n");
    following.glob("app.log").glob("app.log.7.tmp").start().read();
    following.append("app.log.7.tmp", "3\n").readPastRotationWait();

    assertEquals(
        List.of("app.log 1", "app.log.7.tmp 2", "app.log.7.tmp 3"),
        following.lines.stream().sorted().toList());
  }

  @Test
  void shouldNotGiveUpWhatWasFollowedBefore() {
    following.append("app.1.tmp", "1\n").glob("*").start().read();
    following.append("app", "2\n").read().append("app.1.tmp", "3\n").read();
    following.restart().read().append("app.1.tmp", "4\n").readPastRotationWait();

    assertLines("app.1.tmp 1", "app 2", "app.1.tmp 3", "app.1.tmp 4");
  }

  /** As logback does it: the name of the .gz has neither the clock's digits nor the .tmp. */
  private void compress(String name) throws IOException {
    String made = name.replaceFirst("\\d{12}\\.tmp$", ".gz");
    Files.write(following.path(made), gzip(Files.readString(following.path(name))));
    Files.setLastModifiedTime(
        following.path(made), Files.getLastModifiedTime(following.path(name)));
    following.delete(name);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Of which half is left where half of what it was compressed to is left. */
  private static String incompressible() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append(i).append(' ').append(Long.toHexString(random.nextLong())).append('\n');
    }
    return text.toString();
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), following.lines, log::toString);
  }
}
