package io.sluice.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.measure.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** Results as JSON, for other programs. */
final class ResultFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFile() {}

  static void write(Path file, Report report) {
    try {
      JSON.writeValue(file.toFile(), json(report));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  static ObjectNode json(Report report) {
    ObjectNode all = JSON.createObjectNode();
    all.put("benchmark", report.options().benchmark().id());
    report.options().numbers().forEach((setting, value) -> all.put(setting.key(), value));
    all.put("log", report.options().log().name());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    ArrayNode comparisons = all.putArray("comparisons");
    report.comparisons().forEach(one -> add(comparisons.addObject(), one));
    return all;
  }

  private static void add(ObjectNode to, Comparison comparison) {
    to.put("name", comparison.name());
    comparison.yardstickName().ifPresent(name -> to.put("yardstick", name));
    ObjectNode measured = to.putObject("measured");
    for (Quantity quantity : comparison.quantities()) {
      ObjectNode one = measured.putObject(quantity.key());
      add(one.putObject("ours"), comparison.ours(quantity));
      if (comparison.isCompared(quantity)) {
        add(one.putObject("yardstick"), comparison.yardstick(quantity));
        add(one.putObject("ratio"), comparison.ratio(quantity));
        add(one.putObject("difference"), comparison.difference(quantity));
      }
    }
    ArrayNode marks = to.putArray("marks");
    for (Mark mark : comparison.marks()) {
      ObjectNode one = marks.addObject();
      one.put("of", mark.quantity().key());
      one.put("kind", mark.kind().name().toLowerCase(Locale.ROOT));
      one.put("limit", mark.limit());
      one.put("reached", comparison.isReached(mark));
    }
  }

  private static void add(ObjectNode to, Spread spread) {
    to.put("least", spread.least());
    to.put("median", spread.median());
    to.put("greatest", spread.greatest());
  }
}
