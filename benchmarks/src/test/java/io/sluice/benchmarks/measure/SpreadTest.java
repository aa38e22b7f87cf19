package io.sluice.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void shouldFindTheMiddleOfAnOddNumberOfFigures() {
    assertEquals(new Spread(1, 2, 9), Spread.of(List.of(9.0, 1.0, 2.0)));
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertEquals(new Spread(1, 3, 9), Spread.of(List.of(9.0, 1.0, 2.0, 4.0)));
  }
}
