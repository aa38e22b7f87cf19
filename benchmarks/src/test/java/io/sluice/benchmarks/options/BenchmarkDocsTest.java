package io.sluice.benchmarks.options;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class BenchmarkDocsTest {

  @Test
  void shouldTellOfAllThatCanBeMeasuredAndSaid() throws IOException {
    String page = Files.readString(SourceTree.file("docs/performance.md"));
    String help = Files.readString(SourceTree.file("sluice"));
    for (Benchmark benchmark : Benchmark.values()) {
      require(page, "./sluice bench " + benchmark.id());
      require(help, "  bench " + benchmark.id() + " ");
      benchmark.names().forEach(name -> require(page, "`" + name + "`"));
      for (Setting setting : benchmark.defaults().keySet()) {
        require(page, "`" + setting.option() + " N`");
      }
    }
    require(page, "`--log NAME|FILE`");
    require(help, "[--log NAME|FILE]");
  }

  private static void require(String text, String part) {
    assertTrue(text.contains(part), part + " is missing");
  }
}
