package io.sluice.benchmarks.source;

import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.Usage;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kafka's own producer test (kafka-producer-perf-test), in a JVM of its own.
 *
 * @param settings of the producer
 * @param folder for what it prints
 */
record ProducerWriter(
    String name, long records, int recordBytes, Map<String, String> settings, Path folder)
    implements Writer {

  @Override
  public Run begin(String topic) {
    Path output = folder.resolve(topic + ".out");
    Process process = start(topic, output);
    Usage usage = Usage.of(process.pid());
    return new Run() {
      @Override
      public Usage usage() {
        return usage;
      }

      @Override
      public String state() {
        return "the producer " + (process.isAlive() ? "runs" : "has ended") + ", see " + output;
      }

      @Override
      public void close() {
        process.destroyForcibly();
      }
    };
  }

  private Process start(String topic, Path output) {
    try {
      String classPath =
          Files.readString(SourceTree.file("local-stack/kafka/target/kafka.classpath"));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx512m", "-cp", classPath.strip()));
      command.add("org.apache.kafka.tools.ProducerPerformance");
      command.addAll(List.of("--topic", topic, "--throughput", "-1"));
      command.addAll(List.of("--num-records", Long.toString(records)));
      command.addAll(List.of("--record-size", Integer.toString(recordBytes)));
      command.add("--producer-props");
      settings.forEach((key, value) -> command.add(key + "=" + value));
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the producer", e);
    }
  }
}
