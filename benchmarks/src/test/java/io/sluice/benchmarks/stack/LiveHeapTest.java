package io.sluice.benchmarks.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LiveHeapTest {

  @Test
  void shouldReadTheTotal() {
    String histogram =
        """
        4242:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         26371        2345678  [B (java.base@17.0.19)
        Total         312345       12345678
        """;

    assertEquals(12_345_678, LiveHeap.parse(histogram));
  }

  @Test
  void shouldNotTakeAnErrorForAHeap() {
    assertThrows(IllegalStateException.class, () -> LiveHeap.parse("4242: no such process"));
  }

  @Test
  void shouldMeasureThisJvm() {
    assertTrue(LiveHeap.bytes(ProcessHandle.current().pid()) > 1_000_000);
  }
}
