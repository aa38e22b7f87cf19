package io.sluice.connect.elasticsearch.bulk;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Connect's consumer is paused for all of the task's partitions. Owned by the task's
 * thread.
 */
final class FlowControl {

  private static final Logger LOG = LoggerFactory.getLogger(FlowControl.class);

  private final SinkTaskContext context;
  private boolean paused;

  FlowControl(SinkTaskContext context) {
    this.context = context;
  }

  boolean isPaused() {
    return paused;
  }

  /** How many partitions are paused. */
  int pausedPartitions() {
    return paused ? context.assignment().size() : 0;
  }

  void pause() {
    if (!paused) {
      paused = true;
      LOG.debug("Pausing the consumer until Elasticsearch catches up");
      context.pause(partitions(context.assignment()));
    }
  }

  void resume() {
    if (paused) {
      paused = false;
      LOG.debug("Resuming the consumer");
      context.resume(partitions(context.assignment()));
    }
  }

  /** Partitions that join while the others are paused are paused as well. */
  void opened(Collection<TopicPartition> added) {
    if (paused) {
      context.pause(partitions(added));
    }
  }

  private static TopicPartition[] partitions(Collection<TopicPartition> all) {
    return all.toArray(TopicPartition[]::new);
  }
}
