package io.sluice.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NumberedLineTest {

  @Test
  void shouldFindTheNumberInTheLine() {
    assertEquals(1234, NumberedLine.number(NumberedLine.of(1234)));
  }

  @Test
  void shouldFindTheNumberInADocument() {
    String line = new String(NumberedLine.of(7), StandardCharsets.US_ASCII).strip();
    String document = "{\"@timestamp\":\"2026-11-21T00:00:00Z\",\"message\":\"" + line + "\"}";

    assertEquals(7, NumberedLine.number(document.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void shouldNotTakeAnotherLineForOne() {
    byte[] other = "GET /".getBytes(StandardCharsets.US_ASCII);

    assertThrows(IllegalArgumentException.class, () -> NumberedLine.number(other));
  }
}
