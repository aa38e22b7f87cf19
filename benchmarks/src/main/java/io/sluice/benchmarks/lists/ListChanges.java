package io.sluice.benchmarks.lists;

import io.sluice.benchmarks.corpus.NumberedLine;
import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Delays;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.Names;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.TopicFollower;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Adds paths to a collect list, one after another: how long it takes from a put into etcd until the
 * first line of the new path is committed to Kafka.
 *
 * @param changes how many paths are added
 * @param folder for the files, each with one line
 */
record ListChanges(int changes, Path folder, BenchStack stack, KafkaTopics topics)
    implements Contestant {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Between two changes, so that none falls into step with what the source does regularly. */
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private static final long SEED = 20261121;

  @Override
  public String name() {
    return "put to first line";
  }

  @Override
  public Measurement run() {
    String name = Names.unused("lists");
    Path files = writeFiles(folder.resolve(name));
    topics.create(name, 1);
    ConnectRest connect = stack.worker().connect();
    EtcdKv etcd = new EtcdKv(stack.servers().etcd().endpoint());
    String prefix = "/" + name + "/";
    try (TopicFollower follower = new TopicFollower(stack.bootstrapServers(), name)) {
      etcd.put(prefix + 0, SourceConfig.entry(file(files, 0), name));
      connect.put(name, config(prefix, files));
      awaitLine(0, follower, System.nanoTime());
      long[] delays = new long[changes];
      Random random = new Random(SEED);
      for (int i = 0; i < changes; i++) {
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_PAUSE_NANOS));
        long start = System.nanoTime();
        etcd.put(prefix + (i + 1), SourceConfig.entry(file(files, i + 1), name));
        delays[i] = awaitLine(i + 1, follower, start);
      }
      // Fails unless there is the one task that there was.
      connect.awaitRunning(name, 1, LIMIT);
      return new Delays(delays).measurement();
    } finally {
      connect.delete(name);
      topics.delete(name);
    }
  }

  private Map<String, String> config(String prefix, Path files) {
    URI endpoint = stack.servers().etcd().endpoint();
    return SourceConfig.fromEtcd(endpoint, prefix, files);
  }

  private static long awaitLine(int number, TopicFollower follower, long start) {
    while (true) {
      for (byte[] value : follower.poll()) {
        if (NumberedLine.number(value) == number) {
          return System.nanoTime() - start;
        }
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "The first line of path %d did not come within %d s"
                .formatted(number, LIMIT.toSeconds()));
      }
    }
  }

  private Path writeFiles(Path files) {
    try {
      Files.createDirectories(files);
      for (int i = 0; i <= changes; i++) {
        Files.write(file(files, i), NumberedLine.of(i));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write files into " + files, e);
    }
  }

  private static Path file(Path files, int number) {
    return files.resolve(number + ".log");
  }
}
