package io.sluice.benchmarks.source;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Rival;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.Worker;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Sluice's source in each of its formats, and what it is put beside: values that are ready, Kafka's
 * own example, and a plain producer. All of them write with the settings of the producer that
 * connect-configs/ has for the source.
 */
final class SourcePairings {

  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";
  private static final int SAMPLE_LINES = 20_000;

  /** The most that the source puts into a record of the format lines. */
  private static final int LINES_RECORD_BYTES = 64 * 1024;

  private static final int MANY_FILES = 1000;
  private static final String EXACTLY_ONCE = "exactly-once";

  private final Path log;
  private final BenchmarkOptions options;
  private final long lines;
  private final BenchStack stack;
  private final KafkaTopics topics;

  /**
   * @param log whose lines are read, as many as the options say
   */
  SourcePairings(Path log, BenchmarkOptions options, BenchStack stack, KafkaTopics topics) {
    this.log = log;
    this.options = options;
    this.lines = options.number(Setting.LINES);
    this.stack = stack;
    this.topics = topics;
  }

  List<Pairing> wanted() {
    Contestant line = connector("line", ours("line"));
    List<Pairing> pairings = new ArrayList<>();
    pairings.add(
        Pairing.of(
            line,
            connector("ready lines", ready("lines.txt", UnaryOperator.identity(), false)),
            speedAtLeast(0.95),
            cpuAtMost(1.10)));
    pairings.add(
        Pairing.of(
            line,
            connector(
                "ready lines with headers", ready("lines.txt", UnaryOperator.identity(), true))));
    pairings.add(
        Pairing.of(
            line, connector("FileStreamSource", fileStream()), speedAtLeast(1.0), cpuAtMost(0.9)));
    pairings.add(
        Pairing.of(
            connector("json", ours("json")),
            connector("ready json", ready("json.txt", this::document, false)),
            speedAtLeast(0.85)));
    pairings.add(Pairing.of(connector("lines", ours("lines")), producer(), speedAtLeast(0.8)));
    pairings.add(Pairing.of(growing(MANY_FILES), growing(1), speedAtLeast(0.8)));
    for (Rival rival : options.rivals()) {
      Map<String, String> config = rival.config(Map.of("file", log.toString()));
      pairings.add(Pairing.of(line, connector(rival.name(), config)));
    }
    pairings.removeIf(one -> !options.isWanted(one.ours().name()));
    if (options.isWanted(EXACTLY_ONCE)) {
      pairings.add(exactlyOnce());
    }
    return pairings;
  }

  /** In two workers, for it is a setting of theirs; both are new, so that both are as warm. */
  private Pairing exactlyOnce() {
    return Pairing.of(
        inNewWorker(EXACTLY_ONCE, true), inNewWorker("at-least-once", false), speedAtLeast(0.9));
  }

  private Contestant inNewWorker(String name, boolean isExactlyOnce) {
    Worker worker = stack.addWorker(isExactlyOnce);
    return contestant(new ConnectorWriter(name, ours("line"), worker, lines));
  }

  private Contestant growing(int files) {
    return contestant(
        new GrowingFilesWriter(
            files == 1 ? "growing-file" : "growing-files",
            log,
            lines,
            files,
            options.folder().resolve("growing"),
            stack.worker()));
  }

  private static Mark speedAtLeast(double ratio) {
    return Mark.ratioAtLeast(Quantity.LINES_PER_SECOND, ratio);
  }

  private static Mark cpuAtMost(double ratio) {
    return Mark.ratioAtMost(Quantity.CPU_SECONDS_PER_MILLION_LINES, ratio);
  }

  private Contestant contestant(Writer writer) {
    return new WritingContestant(writer, lines, topics, stack.bootstrapServers());
  }

  private Contestant connector(String name, Map<String, String> config) {
    boolean hasManyInOne = "lines".equals(config.get("record.format"));
    long records = hasManyInOne ? size(log) / LINES_RECORD_BYTES : lines;
    return contestant(new ConnectorWriter(name, config, stack.worker(), records));
  }

  private Map<String, String> ours(String format) {
    Map<String, String> config =
        SourceConfig.of(log.getParent(), log.getFileName().toString(), "{topic}");
    config.put("record.format", format);
    config.put("record.key", "none");
    return config;
  }

  private Map<String, String> ready(String file, UnaryOperator<String> form, boolean headers) {
    Map<String, String> config = SourceConfig.producerOverrides();
    config.put("connector.class", "io.sluice.benchmarks.yardstick.ReadyRecordsSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic", "{topic}");
    config.put("records", Long.toString(lines));
    config.put("values.file", values(file, form).toString());
    config.put("headers", Boolean.toString(headers));
    config.put("value.converter", BYTES);
    return config;
  }

  private Map<String, String> fileStream() {
    Map<String, String> config = SourceConfig.producerOverrides();
    config.put("connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic", "{topic}");
    config.put("file", log.toString());
    config.put("batch.size", "2000");
    config.put("value.converter", STRINGS);
    return config;
  }

  private Contestant producer() {
    Map<String, String> settings = SourceConfig.producer(stack.bootstrapServers());
    return contestant(
        new ProducerWriter(
            "producer-perf",
            size(log) / LINES_RECORD_BYTES,
            LINES_RECORD_BYTES,
            settings,
            options.folder()));
  }

  /** A file of so many values as are kept ready; all of them are lines of the log in a form. */
  private Path values(String name, UnaryOperator<String> form) {
    Path file = options.folder().resolve(name);
    try (Stream<String> all = Files.lines(log)) {
      Files.write(file, all.limit(SAMPLE_LINES).map(form).toList());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** A document as the source makes it of a line. */
  private String document(String line) {
    return "{\"@timestamp\":\"2026-11-21T00:00:00.000Z\",\"message\":\""
        + new String(JsonStringEncoder.getInstance().quoteAsString(line))
        + "\",\"log\":{\"file\":{\"path\":\""
        + log
        + "\"},\"offset\":123456789},\"host\":{\"name\":\"benchmark\"}}";
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + file, e);
    }
  }
}
