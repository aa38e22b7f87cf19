package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  /** A sort fails, or leaves others in a wrong order, where that of three files depends on two. */
  @Test
  void shouldPutFilesOfSeveralFormsInOneOrder() {
    for (int number = 1; number <= 200; number++) {
      add("app.log." + number + (number % 3 == 0 ? "-1" : ""), number % 7 / 6);
    }
    add("app.log.copy", 0).add("app.log.kept", 0);
    RotationTimes times = times();
    List<RotatedFile> sorted = files.stream().sorted(times).toList();

    for (int i = 0; i < sorted.size(); i++) {
      for (int j = i + 1; j < sorted.size(); j++) {
        assertTrue(times.compare(sorted.get(i), sorted.get(j)) < 0);
        assertTrue(times.compare(sorted.get(j), sorted.get(i)) > 0);
      }
    }
  }

  @Test
  void shouldNotTellByNamesOfDifferentFormsWhichCameAfter() {
    add("app.log.2", 1).add("app.log.1-1", 1).add("app.log.1", 1).add("app.log.copy", 1);
    RotationTimes times = times();

    assertTrue(times.isNamedAfter(files.get(2), files.get(0)));
    assertFalse(times.isNamedAfter(files.get(0), files.get(2)));
    assertFalse(times.isNamedAfter(files.get(1), files.get(0)));
    assertFalse(times.isNamedAfter(files.get(0), files.get(1)));
    assertFalse(times.isNamedAfter(files.get(0), files.get(3)));
  }

  private RotationTimesTest add(String name, long second) {
    FileIdentity identity = new FileIdentity(1, files.size());
    FileTime time = FileTime.fromMillis(1000 * second);
    files.add(new RotatedFile(Path.of("/logs", name), new FileStat(identity, 1, time, true)));
    return this;
  }

  private void assertOrder(String... expected) {
    assertEquals(
        List.of(expected),
        files.stream().sorted(times()).map(file -> file.path().getFileName().toString()).toList());
  }

  private RotationTimes times() {
    GzipFiles unread = new GzipFiles(Path.of("/logs/app.log"), null, () -> 0L);
    return new RotationTimes(files, new RotatedNames("app.log"), unread);
  }
}
