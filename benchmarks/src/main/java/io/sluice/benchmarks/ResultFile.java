package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Results as JSON, for other programs. */
final class ResultFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFile() {}

  static void write(Path file, long lines, int rounds, List<PairingResult> results) {
    ObjectNode all = JSON.createObjectNode();
    all.put("benchmark", "source");
    all.put("lines", lines);
    all.put("rounds", rounds);
    all.put("processors", Runtime.getRuntime().availableProcessors());
    ArrayNode pairings = all.putArray("pairings");
    for (PairingResult result : results) {
      ObjectNode one = pairings.addObject();
      one.put("name", result.pairing().ours().name());
      one.put("yardstick", result.pairing().yardstick().name());
      one.put("mark", result.pairing().mark());
      one.put("reached", result.isReached());
      add(one.putObject("ratio"), result.ratio());
      add(one.putObject("cpu_ratio"), result.cpuRatio());
      add(one.putObject("lines_per_second"), result.linesPerSecond());
      add(one.putObject("yardstick_lines_per_second"), result.yardstickLinesPerSecond());
      add(one.putObject("cpu_seconds_per_million_lines"), result.cpu());
      add(one.putObject("yardstick_cpu_seconds_per_million_lines"), result.yardstickCpu());
      one.put("peak_megabytes", result.peakMegabytes());
    }
    try {
      JSON.writeValue(file.toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void add(ObjectNode to, Spread spread) {
    to.put("least", spread.least());
    to.put("median", spread.median());
    to.put("greatest", spread.greatest());
  }
}
