package io.sluice.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Quantity RATE = Quantity.LINES_PER_SECOND;

  private final List<String> runs = new ArrayList<>();
  private final Rounds rounds =
      new Rounds(
          2, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

  @Test
  void shouldTakeTurnsAndLeaveTheWarmUpOut() {
    Mark reached = Mark.ratioAtLeast(RATE, 0.5);
    Mark missed = Mark.ratioAtLeast(RATE, 0.6);
    Pairing pairing =
        Pairing.of(
            contestant("ours", 1, 50, 50), contestant("theirs", 9, 100, 100), reached, missed);

    Comparison comparison = rounds.of(List.of(pairing)).get(0);

    assertEquals(List.of("theirs", "ours", "theirs", "ours", "theirs", "ours"), runs);
    assertEquals(new Spread(50, 50, 50), comparison.ours(RATE));
    assertEquals(new Spread(100, 100, 100), comparison.yardstick(RATE));
    assertEquals(new Spread(-50, -50, -50), comparison.difference(RATE));
    assertTrue(comparison.isReached(reached));
    assertFalse(comparison.isReached(missed));
  }

  @Test
  void shouldMeasureByItselfWhatHasNoYardstick() {
    Mark mark = Mark.valueAtMost(RATE, 20);

    Comparison comparison =
        rounds.of(List.of(Pairing.alone(contestant("ours", 1, 20, 10), mark))).get(0);

    assertEquals(new Spread(10, 15, 20), comparison.ours(RATE));
    assertFalse(comparison.isCompared(RATE));
    assertTrue(comparison.isReached(mark));
  }

  @Test
  void shouldHaveNoFiguresIfOneRunIsRefused() {
    Contestant failing =
        new Contestant() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public Measurement run() {
            throw new IllegalStateException("stopped early");
          }
        };

    assertThrows(IllegalStateException.class, () -> rounds.of(List.of(Pairing.alone(failing))));
  }

  private Contestant contestant(String name, double... rates) {
    return new Contestant() {
      private int run;

      @Override
      public String name() {
        return name;
      }

      @Override
      public Measurement run() {
        runs.add(name);
        return new Measurement().with(RATE, rates[run++]);
      }
    };
  }
}
