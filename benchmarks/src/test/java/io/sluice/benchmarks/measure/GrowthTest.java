package io.sluice.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final long SECOND = 1_000_000_000L;

  private final Growth growth = new Growth();

  @Test
  void shouldTakeTheRateFromTheFirstTenthOn() {
    growth.add(0, 1);
    growth.add(10 * SECOND, 100);
    growth.add(12 * SECOND, 500);
    growth.add(13 * SECOND, 1000);

    assertEquals(900_000 / 3.0, growth.perSecond(1_000_000));
  }

  @Test
  void shouldCountTheTimeUntilTheLastRecordOnly() {
    growth.add(0, 100);
    growth.add(3 * SECOND, 1000);
    growth.add(9 * SECOND, 1000);

    assertEquals(300, growth.perSecond(1000));
    assertEquals(6 * SECOND, growth.quietNanos(9 * SECOND));
  }

  @Test
  void shouldNotTellARateWhereAllWasThereAtOnce() {
    growth.add(5, 1000);

    assertThrows(IllegalStateException.class, () -> growth.perSecond(1000));
  }
}
