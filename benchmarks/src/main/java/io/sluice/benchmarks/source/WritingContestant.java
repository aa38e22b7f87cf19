package io.sluice.benchmarks.source;

import io.sluice.benchmarks.measure.Contestant;
import io.sluice.benchmarks.measure.Growth;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.ProgressWatch;
import io.sluice.benchmarks.measure.Quantity;
import io.sluice.benchmarks.stack.Names;
import io.sluice.benchmarks.stack.Run;
import io.sluice.benchmarks.stack.TopicContents;
import io.sluice.benchmarks.stack.TopicEnd;
import io.sluice.localstack.client.KafkaTopics;
import java.time.Duration;
import java.util.Map;

/**
 * Lets a writer fill a new topic with the lines of the log, and measures that.
 *
 * @param lines that it writes
 */
record WritingContestant(Writer writer, long lines, KafkaTopics topics, String bootstrapServers)
    implements Contestant {

  private static final Duration IS_OVER = Duration.ofMillis(1500);
  private static final String LARGEST_RECORD = "8388608";

  @Override
  public String name() {
    return writer.name();
  }

  @Override
  public Measurement run() {
    String topic = Names.unused(name());
    topics.create(topic, 1, Map.of("max.message.bytes", LARGEST_RECORD));
    Measurement measured = write(topic);
    requireAll(TopicContents.count(bootstrapServers, topic));
    topics.delete(topic);
    return measured;
  }

  private void requireAll(long found) {
    if (found < writer.records()) {
      throw new IllegalStateException(
          "%s has written %d of %d records".formatted(name(), found, writer.records()));
    }
  }

  private Measurement write(String topic) {
    try (Run run = writer.begin(topic);
        TopicEnd end = new TopicEnd(bootstrapServers, topic)) {
      Growth growth =
          ProgressWatch.untilQuiet(IS_OVER)
              .watch(
                  name(),
                  writer.records(),
                  () -> {
                    run.usage().look();
                    return end.getAsLong();
                  },
                  run::state);
      // Microseconds for one line are seconds for a million.
      return run.usage()
          .addMemory(
              new Measurement()
                  .with(Quantity.LINES_PER_SECOND, growth.perSecond(lines))
                  .with(Quantity.CPU_SECONDS_PER_MILLION_LINES, run.usage().cpuMicrosFor(lines)));
    }
  }
}
