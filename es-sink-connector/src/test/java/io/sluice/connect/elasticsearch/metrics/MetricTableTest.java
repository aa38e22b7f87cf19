package io.sluice.connect.elasticsearch.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/metrics.md} to the metrics there are. {@code mvn test -Dsluice.docs.write=true}
 * writes its table anew.
 */
class MetricTableTest {

  private static final Path DOCS = Path.of("../docs/metrics.md");
  private static final Pattern TABLE =
      Pattern.compile("(<!-- sink metrics -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

  @Test
  void shouldDocumentEachMetric() throws IOException {
    StringBuilder table = new StringBuilder("| metric | meaning |\n|---|---|\n");
    for (Metric metric : Metric.values()) {
      table.append("| `%s` | %s |\n".formatted(metric.text(), metric.description()));
    }
    String text = Files.readString(DOCS);
    if (Boolean.getBoolean("sluice.docs.write")) {
      text = TABLE.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(table + "") + "$3");
      Files.writeString(DOCS, text);
    }
    Matcher found = TABLE.matcher(text);
    assertEquals(
        table.toString(),
        found.find() ? found.group(2) : "",
        "docs/metrics.md: -Dsluice.docs.write=true");
  }
}
