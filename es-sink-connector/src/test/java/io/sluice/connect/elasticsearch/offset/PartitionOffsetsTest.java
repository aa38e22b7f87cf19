package io.sluice.connect.elasticsearch.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionOffsetsTest {

  private final PartitionOffsets offsets = new PartitionOffsets();

  @Test
  void shouldHaveNothingPendingAtFirst() {
    assertFalse(offsets.hasPending());
    assertEquals(-1, offsets.last());
    assertThrows(IllegalStateException.class, offsets::lowestPending);
  }

  @Test
  void shouldNotMovePastAnOffsetThatIsPending() {
    long first = offsets.add(10);
    long second = offsets.add(11);
    offsets.finish(second);
    assertEquals(10, offsets.lowestPending());
    offsets.finish(first);
    assertFalse(offsets.hasPending());
  }

  @Test
  void shouldTakeOffsetsWithGaps() {
    long first = offsets.add(0);
    offsets.add(1000);
    offsets.finish(first);
    assertEquals(1000, offsets.lowestPending());
  }

  @Test
  void shouldHoldAnOffsetOfSeveralPartsUntilEachIsFinished() {
    assertThrows(IllegalStateException.class, offsets::addAgain);
    long first = offsets.add(7);
    long second = offsets.addAgain();
    long third = offsets.addAgain();
    long next = offsets.add(8);
    offsets.finish(first);
    offsets.finish(third);
    offsets.finish(next);
    assertEquals(7, offsets.lowestPending());
    assertEquals(7, offsets.offset(second));
    offsets.finish(second);
    assertFalse(offsets.hasPending());
  }

  @Test
  void shouldRefuseToGoBack() {
    offsets.add(5);
    assertThrows(IllegalArgumentException.class, () -> offsets.add(5));
  }

  @Test
  void shouldRefuseToFinishTwice() {
    long first = offsets.add(5);
    long second = offsets.add(6);
    offsets.finish(second);
    assertThrows(IllegalStateException.class, () -> offsets.finish(second));
    offsets.finish(first);
    assertThrows(IllegalStateException.class, () -> offsets.finish(first));
  }

  @Test
  void shouldNotGrowWithWhatIsFinishedBehindAnOffsetThatWaits() {
    long stuck = offsets.add(3);
    long[] under = new long[1000];
    for (int i = 0; i < 3_000_000; i++) {
      int slot = i % under.length;
      if (i >= under.length) {
        offsets.finish(under[slot]);
      }
      under[slot] = offsets.add(10L + i);
    }
    assertEquals(3, offsets.lowestPending());
    assertEquals(3, offsets.offset(stuck));
    assertTrue(offsets.capacity() <= 64 * 1024, () -> offsets.capacity() + " places");

    offsets.finish(stuck);
    assertThrows(IllegalStateException.class, () -> offsets.finish(stuck));
    assertEquals(10 + 3_000_000 - 1000, offsets.lowestPending());
    for (long sequence : under) {
      offsets.finish(sequence);
    }
    assertFalse(offsets.hasPending());
  }

  @Test
  void shouldAgreeWithASortedMapWhereSomeOffsetsWaitForLong() {
    Random random = new Random(7);
    TreeMap<Long, Long> pending = new TreeMap<>();
    List<Long> waiting = new ArrayList<>();
    for (long offset = 0; offset < 500_000; offset++) {
      long sequence = offsets.add(offset);
      pending.put(offset, sequence);
      if (random.nextInt(1000) == 0) {
        waiting.add(offset);
      } else {
        offsets.finish(pending.remove(offset));
      }
      if (!waiting.isEmpty() && random.nextInt(1500) == 0) {
        long done = waiting.remove(random.nextInt(waiting.size()));
        assertEquals(done, offsets.offset(pending.get(done)));
        offsets.finish(pending.remove(done));
      }
      assertEquals(!pending.isEmpty(), offsets.hasPending());
      if (!pending.isEmpty()) {
        assertEquals(pending.firstKey(), offsets.lowestPending());
      }
    }
    assertTrue(waiting.size() > 50, waiting::toString);
    assertTrue(offsets.capacity() <= 64 * 1024, () -> offsets.capacity() + " places");
  }

  @Test
  void shouldAgreeWithASortedMapThroughGrowthAndWrapping() {
    Random random = new Random(42);
    TreeMap<Long, Long> pending = new TreeMap<>();
    long offset = 0;
    for (int round = 0; round < 200_000; round++) {
      // Growing at first, then about as many come as go.
      if (pending.isEmpty() || random.nextInt(100) < (round < 20_000 ? 80 : 50)) {
        offset += 1 + random.nextInt(3);
        pending.put(offset, offsets.add(offset));
      } else {
        List<Long> some = new ArrayList<>(pending.headMap(pending.firstKey() + 20).keySet());
        long done = some.get(random.nextInt(some.size()));
        assertEquals(done, offsets.offset(pending.get(done)));
        offsets.finish(pending.remove(done));
      }
      assertEquals(!pending.isEmpty(), offsets.hasPending());
      if (!pending.isEmpty()) {
        assertEquals(pending.firstKey(), offsets.lowestPending());
      }
    }
    assertTrue(offset > 20_000);
  }
}
