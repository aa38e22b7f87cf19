package io.sluice.benchmarks.source;

import io.sluice.benchmarks.corpus.Corpus;
import io.sluice.benchmarks.corpus.LongLog;
import io.sluice.benchmarks.measure.Pairing;
import io.sluice.benchmarks.options.BenchmarkOptions;
import io.sluice.benchmarks.options.Setting;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.localstack.client.KafkaTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The source in the format {@code line}, with more of one thing from case to case. */
public final class SourceGrowth {

  /** What a line of the access log has, about. */
  private static final long USUAL_BYTES = 133;

  private final BenchmarkOptions options;
  private final long lines;
  private final BenchStack stack;
  private final KafkaTopics topics;

  public SourceGrowth(BenchmarkOptions options, BenchStack stack, KafkaTopics topics) {
    this.options = options;
    this.lines = options.number(Setting.LINES);
    this.stack = stack;
    this.topics = topics;
  }

  /** Longer lines, and fewer of them. */
  public List<Pairing> byLength() {
    return Stream.of(50, 133, 500, 2000, 10_000)
        .map(
            bytes -> {
              long fewer = lines * USUAL_BYTES / bytes;
              Path log = new LongLog(fewer, bytes).in(options.corpus());
              return connector(bytes + "-byte lines", fewer, List.of(log), 1);
            })
        .toList();
  }

  /** More files in one task, which grow together. */
  public List<Pairing> byFiles() {
    Path log = Corpus.ACCESS.in(options.corpus(), lines);
    Path folder = options.folder().resolve("growing");
    return Stream.of(1, 10, 100, 1000)
        .map(
            files ->
                alone(
                    new GrowingFilesWriter(
                        files + (files == 1 ? " growing file" : " growing files"),
                        log,
                        lines,
                        files,
                        folder,
                        stack.worker()),
                    lines))
        .toList();
  }

  /** More tasks, of one file each, that write to one partition. */
  public List<Pairing> byTasks() {
    List<Pairing> cases = new ArrayList<>();
    for (int tasks : List.of(1, 2, 4)) {
      List<Path> logs =
          IntStream.range(0, tasks)
              .mapToObj(
                  task -> Corpus.ACCESS.in(options.corpus().resolve("task-" + task), lines / tasks))
              .toList();
      cases.add(
          connector(tasks + (tasks == 1 ? " task" : " tasks"), lines / tasks * tasks, logs, tasks));
    }
    return cases;
  }

  private Pairing connector(String name, long records, List<Path> logs, int tasks) {
    Path folder = options.corpus();
    Map<String, String> config = SourceConfig.of(folder, "none", "{topic}");
    config.put(
        "collect.list",
        logs.stream()
            .map(log -> SourceConfig.entry(log, "{topic}"))
            .collect(Collectors.joining(",", "[", "]")));
    config.put("tasks.max", Integer.toString(tasks));
    config.put("record.format", "line");
    config.put("record.key", "none");
    return alone(new ConnectorWriter(name, config, stack.worker(), records), records);
  }

  private Pairing alone(Writer writer, long written) {
    return Pairing.alone(new WritingContestant(writer, written, topics, stack.bootstrapServers()));
  }
}
