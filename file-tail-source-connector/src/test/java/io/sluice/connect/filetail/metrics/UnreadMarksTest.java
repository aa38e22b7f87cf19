package io.sluice.connect.filetail.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnreadMarksTest {

  private final UnreadMarks marks = new UnreadMarks();

  @Test
  void shouldTellWhenTheOldestUnreadByteWasSeen() {
    marks.note(0, 100, 10);
    marks.note(0, 300, 20);
    marks.note(50, 250, 30);
    assertEquals(10, marks.oldest());

    marks.note(100, 200, 40);
    assertEquals(20, marks.oldest());
  }

  @Test
  void shouldBeginAnewOnceAllWasHandedOn() {
    marks.note(0, 100, 10);
    marks.note(100, 0, 20);
    marks.note(100, 1, 30);

    assertEquals(30, marks.oldest());
  }

  @Test
  void shouldForgetBytesThatWereLost() {
    marks.note(0, 1000, 10);
    marks.note(0, 5, 20);
    marks.note(0, 10, 30);
    marks.note(5, 5, 40);

    assertEquals(30, marks.oldest());
  }

  @Test
  void shouldTellAnAgeThatIsNeverTooLowAndLittleTooHigh() {
    long delay = 1000;
    for (long now = delay; now < 50 * delay; now++) {
      marks.note(now - delay, delay, now);
      long age = now - marks.oldest();
      // All that was there at the beginning was seen then.
      long least = Math.min(delay, now - delay);
      assertTrue(age >= least - 1 && age <= delay * 5 / 4, "age " + age + " at " + now);
    }
  }
}
