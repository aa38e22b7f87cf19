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

  /**
   * Has partitions that join be paused or not, as the others are. Connect pauses those again by
   * itself that were paused when they were taken away, also where all was resumed meanwhile: what
   * has been taken away cannot be resumed.
   */
  void opened(Collection<TopicPartition> added) {
    if (paused) {
      context.pause(partitions(added));
    } else {
      context.resume(partitions(added));
    }
  }

  private static TopicPartition[] partitions(Collection<TopicPartition> all) {
    return all.toArray(TopicPartition[]::new);
  }
}
