package io.sluice.benchmarks;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast the source is, beside its yardsticks: in turn, several rounds, in one worker.
 *
 * <p>The first round warms the JVMs up, and does not count.
 */
final class SourceBenchmark {

  private static final String WORKER_HEAP = "512m";
  private static final String LARGEST_RECORD = "8388608";

  private final BenchmarkOptions options;
  private final PrintStream out;

  SourceBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  void run() {
    Path folder = options.folder();
    Path log = new AccessLog(options.lines()).in(folder.resolve("corpus"));
    Path stackFolder = folder.resolve("stack");
    LocalStack.delete(stackFolder);
    out.println("Starting Kafka and Connect in " + stackFolder);
    try (LocalStack stack =
        LocalStack.in(stackFolder)
            .parts(Part.KAFKA, Part.ETCD, Part.CONNECT)
            .heap(Part.CONNECT, WORKER_HEAP)
            .plugins(plugins())
            .start()) {
      long worker = pid(stackFolder, stack.connect().name());
      List<Pairing> pairings =
          new SourcePairings(
                  log,
                  options.lines(),
                  folder,
                  new ConnectRest(stack.connect().restUrl()),
                  worker,
                  stack.kafka().bootstrapServers())
              .all().stream().filter(one -> options.isWanted(one.ours().name())).toList();
      List<PairingResult> results = rounds(pairings, stack.kafka().bootstrapServers());
      out.println();
      out.print(Table.of(results));
      Path file = folder.resolve("source.json");
      ResultFile.write(file, options.lines(), options.rounds(), results);
      out.println();
      out.println(
          "Medians of "
              + options.rounds()
              + " rounds after one to warm up, and the least and the greatest; '-' behind a mark"
              + " that is not reached. As JSON: "
              + file);
    }
  }

  private static List<Path> plugins() {
    List<Path> plugins = new ArrayList<>(SourceTree.pluginArchives());
    plugins.add(SourceTree.pluginArchive("benchmarks/yardsticks", "benchmark-yardsticks"));
    return plugins;
  }

  private static long pid(Path stackFolder, String server) {
    return RunFile.in(stackFolder).stream()
        .filter(one -> one.name().equals(server))
        .map(one -> one.session().leader())
        .findFirst()
        .orElseThrow();
  }

  private List<PairingResult> rounds(List<Pairing> pairings, String bootstrapServers) {
    TopicWatch watch = new TopicWatch(bootstrapServers);
    List<PairingResult> results = pairings.stream().map(PairingResult::new).toList();
    try (KafkaTopics topics = new KafkaTopics(bootstrapServers)) {
      for (int round = 0; round <= options.rounds(); round++) {
        for (PairingResult result : results) {
          Pairing pairing = result.pairing();
          Measurement yardstick = measure(topics, watch, pairing.yardstick(), round);
          Measurement ours = measure(topics, watch, pairing.ours(), round);
          if (round > 0) {
            result.add(ours, yardstick);
          }
        }
      }
    }
    return results;
  }

  private Measurement measure(
      KafkaTopics topics, TopicWatch watch, Contestant contestant, int round) {
    String topic =
        "bench-" + contestant.name().replace(' ', '-') + "-" + Long.toString(System.nanoTime(), 36);
    topics.create(topic, 1, Map.of("max.message.bytes", LARGEST_RECORD));
    Measurement measured = watch.measure(contestant, topic, options.lines());
    topics.delete(topic);
    out.printf(
        Locale.ROOT,
        "%-8s %-18s %,9.0f lines/s  %5.2f us of CPU a line%n",
        round == 0 ? "warm-up" : "round " + round,
        contestant.name(),
        measured.linesPerSecond(),
        measured.cpuSecondsPerMillionLines());
    return measured;
  }
}
