package io.sluice.benchmarks.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkOptionsTest {

  @Test
  void shouldTakeWhatIsSaid() {
    BenchmarkOptions options =
        parse("--lines", "5", "--rounds", "2", "--only", "line,json", "--log", "stack-traces");

    assertEquals(5, options.number(Setting.LINES));
    assertEquals(2, options.rounds());
    assertEquals("stack-traces", options.log().name());
    assertTrue(options.isWanted("json"));
    assertFalse(options.isWanted("lines"));
  }

  @Test
  void shouldMeasureAllIfNothingIsSaid() {
    assertTrue(parse().isWanted("lines"));
  }

  @ParameterizedTest
  @CsvSource({
    "--lines 0, --lines is '0'",
    "--rounds x, --rounds is 'x'",
    "--only, --only takes",
    "--lines 2147483648, from 1 to 2147483647",
    "'--only line,jsn', no 'jsn': it takes",
    "'--log nowhere.log', --log: 'nowhere.log' is no file",
    "-v, -v"
  })
  void shouldNameWhatIsNotUnderstood(String line, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(line.split(" "))).getMessage();

    assertTrue(message.contains(expected), message);
  }

  private static BenchmarkOptions parse(String... arguments) {
    return BenchmarkOptions.parse(
        Benchmark.SOURCE, List.of(arguments), Path.of("anywhere"), Path.of(""));
  }
}
