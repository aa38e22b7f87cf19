package io.sluice.benchmarks.stack;

import io.sluice.localstack.command.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is alive on a JVM's heap, as the histogram of its classes tells after a full collection. */
final class LiveHeap {

  /** {@code Total 2312345 123456789}: instances and bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private LiveHeap() {}

  /** In bytes; takes as long as a full collection. */
  static long bytes(long pid) {
    return parse(
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .run(LIMIT)
            .orThrow()
            .output());
  }

  static long parse(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalStateException("jcmd tells no total, but: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }
}
