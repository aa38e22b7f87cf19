package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order files were written, told by their times and names. */
class RotationTimesTest {

  private final List<RotatedFile> files = new ArrayList<>();

  @Test
  void shouldGoByTheTimesWhereTheNamesDoNotObject() {
    add("app.log.3.gz", 1).add("app.log.2.gz", 2).add("app.log.1", 3);

    assertOrder("app.log.3.gz", "app.log.2.gz", "app.log.1");
  }

  @Test
  void shouldPutAFileThatWasCompressedLateBeforeThoseWhoseNumberIsSmaller() {
    add("app.log.1", 3).add("app.log.2.gz", 9);

    assertOrder("app.log.2.gz", "app.log.1");
  }

  @Test
  void shouldLearnFromTheOtherFilesThatTheGreaterNumberCameAfter() {
    add("app.log.3.gz", 9).add("app.log.1", 1).add("app.log.2", 2).add("app.log.4", 4);

    assertOrder("app.log.1", "app.log.2", "app.log.3.gz", "app.log.4");
  }

  @Test
  void shouldBelieveACounterThatAscendsWithTheTimesOfCompression() {
    add("app-1.log.gz", 1).add("app-2.log.gz", 2).add("app-10.log.gz", 3);

    assertOrder("app-1.log.gz", "app-2.log.gz", "app-10.log.gz");
  }

  @Test
  void shouldGoByTheDatesInNamesThoughTheyWereCompressedInAnotherOrder() {
    add("app-2026-11-01.log.gz", 9).add("app-2026-11-02.log.gz", 8).add("app-2026-11-03.log", 3);

    assertOrder("app-2026-11-01.log.gz", "app-2026-11-02.log.gz", "app-2026-11-03.log");
  }

  @Test
  void shouldNeverDoubtTheTimeOfAnUncompressedFile() {
    add("app.log.1", 1).add("app.log.2", 2).add("app.log.3.gz", 3);

    assertOrder("app.log.1", "app.log.2", "app.log.3.gz");
  }

  @Test
  void shouldNotCompareNamesOfDifferentForms() {
    add("app.log.1", 2).add("app.log-20261101.gz", 3);

    assertOrder("app.log.1", "app.log-20261101.gz");
  }

  @Test
  void shouldGoByTheNumbersOfFilesThatWereWrittenInTheSameTickOfTheClock() {
    add("app.log.1", 1).add("app.log.2", 1).add("app.log.10", 1);

    assertOrder("app.log.10", "app.log.2", "app.log.1");
  }

  @Test
  void shouldGoByTheDatesOfFilesThatWereWrittenInTheSameTickOfTheClock() {
    add("app.log-20261102", 1).add("app.log-20261101", 1);

    assertOrder("app.log-20261101", "app.log-20261102");
  }

  private RotationTimesTest add(String name, long second) {
    FileIdentity identity = new FileIdentity(1, files.size());
    FileTime time = FileTime.fromMillis(1000 * second);
    files.add(new RotatedFile(Path.of("/logs", name), new FileStat(identity, 1, time, true)));
    return this;
  }

  private void assertOrder(String... expected) {
    GzipFiles unread = new GzipFiles(Path.of("/logs/app.log"), null, () -> 0L);
    RotationTimes times = new RotationTimes(files, new RotatedNames("app.log"), unread);
    assertEquals(
        List.of(expected),
        files.stream().sorted(times).map(file -> file.path().getFileName().toString()).toList());
  }
}
