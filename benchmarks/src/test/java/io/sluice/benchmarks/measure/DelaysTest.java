package io.sluice.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelaysTest {

  private static final long MILLISECOND = 1_000_000;

  @Test
  void shouldTellPercentilesOfDelaysInAnyOrder() {
    Delays delays =
        new Delays(LongStream.rangeClosed(1, 200).map(i -> (201 - i) * MILLISECOND).toArray());

    assertEquals(100, delays.percentile(50));
    assertEquals(198, delays.percentile(99));
    assertEquals(200, delays.percentile(100));
  }

  @Test
  void shouldTakeTheOnlyDelayForAll() {
    Measurement measured = new Delays(new long[] {3 * MILLISECOND}).measurement();

    assertEquals(3, measured.value(Quantity.P50_MILLISECONDS));
    assertEquals(3, measured.value(Quantity.P99_MILLISECONDS));
    assertEquals(3, measured.value(Quantity.MAX_MILLISECONDS));
  }

  @Test
  void shouldNotTellAnythingOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Delays(new long[0]));
  }
}
