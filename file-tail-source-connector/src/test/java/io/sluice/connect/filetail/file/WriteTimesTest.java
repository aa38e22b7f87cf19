package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteTimesTest {

  private final WriteTimes times = new WriteTimes();

  @Test
  void shouldKnowWhenARenamedFileWasWrittenToLast() {
    times.seeNamed(at(1));
    assertTrue(times.wantsName());
    times.seeRenamed(at(3));

    assertFalse(times.wantsName());
    assertEquals(at(3), times.last(at(2)));
    assertEquals(at(4), times.last(at(4)));
  }

  @Test
  void shouldAskForTheNameAgainOfAFileThatGotItsPathBack() {
    times.seeRenamed(at(3));
    times.seeNamed(at(1));

    assertTrue(times.wantsName());
    assertEquals(at(2), times.last(at(2)), "the time under the other name is past");
  }

  @Test
  void shouldKnowUntilWhenAFileWasTruncated() {
    times.seeTruncated();
    assertEquals(Optional.empty(), times.truncatedUntil());
    times.seeRenamed(at(3));

    assertEquals(Optional.of(at(3)), times.truncatedUntil());
  }

  private static FileTime at(long second) {
    return FileTime.fromMillis(1000 * second);
  }
}
