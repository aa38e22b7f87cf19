package io.sluice.benchmarks.idle;

import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.ProgressWatch;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.Names;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.TopicEnd;
import io.sluice.benchmarks.stack.Usage;
import io.sluice.benchmarks.stack.Worker;
import io.sluice.localstack.client.KafkaTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A task that has read its files, and has nothing more to do.
 *
 * @param files how many there are in the folder, each with a line; 0: an empty task
 * @param time for which the task is looked at
 */
record QuietFiles(
    String name, Path folder, int files, Duration time, BenchStack stack, KafkaTopics topics)
    implements Contestant {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration IS_READ = Duration.ofSeconds(3);

  /** Until a file counts as quiet, and Connect has committed all there is. */
  private static final Duration SETTLING = Duration.ofSeconds(20);

  @Override
  public Measurement run() {
    Worker worker = stack.worker();
    long heapBefore = worker.liveHeapBytes();
    String topic = Names.unused(name);
    topics.create(topic, 1);
    Map<String, String> config = SourceConfig.of(folder, "*.log", topic);
    worker.connect().put(topic, config);
    try {
      worker.connect().awaitRunning(topic, 1, START_LIMIT);
      awaitLines(topic);
      pass(SETTLING);
      Measurement measured = measure(worker);
      long heap = worker.liveHeapBytes() - heapBefore;
      return files == 0
          ? measured
          : measured.with(Quantity.HEAP_BYTES_PER_FILE, (double) heap / files);
    } finally {
      worker.connect().delete(topic);
      topics.delete(topic);
    }
  }

  private void awaitLines(String topic) {
    if (files == 0) {
      return;
    }
    try (TopicEnd end = new TopicEnd(stack.bootstrapServers(), topic)) {
      ProgressWatch.untilQuiet(IS_READ)
          .watch(name, files, end, () -> stack.worker().connect().status(topic).toString());
    }
  }

  private Measurement measure(Worker worker) {
    Usage usage = worker.usage();
    long start = System.nanoTime();
    pass(time);
    usage.look();
    double elapsed = System.nanoTime() - start;
    return usage.addMemory(
        new Measurement().with(Quantity.CPU_PERCENT, usage.cpu().toNanos() / elapsed * 100));
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
