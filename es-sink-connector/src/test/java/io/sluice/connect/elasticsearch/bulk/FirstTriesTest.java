package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FirstTriesTest {

  private final FirstTries tries = new FirstTries();
  private long now = 1_000_000;

  @Test
  void shouldCountThoseRefusedInTheLastMinuteHoweverManyAreTakenSince() {
    answer(333, 1536);
    TriesBefore before = tries.before();
    for (int i = 0; i < 4; i++) {
      now += 250;
      answer(500, 0);
    }
    now += 40_000;
    answer(1, 0);
    assertEquals(2001, tries.takenAfter(before));
    assertFalse(fewRefused(before, 1));
  }

  @Test
  void shouldForgetThoseRefusedMinutesAgoWhereManyAreTakenSince() {
    answer(333, 1536);
    TriesBefore before = tries.before();
    for (int i = 0; i < 4; i++) {
      now += FirstTries.WINDOW_MILLIS;
      answer(FirstTries.WINDOW, 0);
    }
    assertTrue(fewRefused(before, 1));
  }

  @Test
  void shouldForgetNothingWhileFewAreSent() {
    answer(0, 100);
    TriesBefore before = tries.before();
    for (int i = 0; i < 10; i++) {
      now += FirstTries.WINDOW_MILLIS;
      answer(FirstTries.WINDOW / 10 - 11, 0);
    }
    assertFalse(fewRefused(before, 1));
  }

  @Test
  void shouldNotTakeThoseOfOthersForItsOwnWhereItWaitsForLongerThanTheLastOnesReachBack() {
    answer(0, 1);
    TriesBefore before = tries.before();
    for (int i = 0; i < 10; i++) {
      now += FirstTries.WINDOW_MILLIS;
      answer(400, 200);
    }
    assertFalse(fewRefused(before, 600), "of which not all are among the last ones");
  }

  private void answer(int taken, int refused) {
    tries.begin();
    for (int i = 0; i < taken; i++) {
      tries.addTaken();
    }
    tries.addRefused(refused);
    tries.end(now);
  }

  private boolean fewRefused(TriesBefore before, int own) {
    return tries.fewRefused(before, own, tries.takenAfter(before));
  }
}
