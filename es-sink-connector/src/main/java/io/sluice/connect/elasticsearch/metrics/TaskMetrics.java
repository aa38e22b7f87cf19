package io.sluice.connect.elasticsearch.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the counts of a task in Connect's own metrics. Owned by the task's thread.
 *
 * <p>Connect removes a task's metrics only some time after it was stopped; the task's successor may
 * be there before. So they are removed when the task is stopped, and where names are still taken,
 * it is tried again.
 */
public final class TaskMetrics {

  static final String BY_REASON = "documents-rejected-by-reason-total";
  static final String REASON_TAG = "reason";

  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SinkCounts counts;
  private final LongSupplier nanoTime;

  /** Null where the worker has no metrics for plugins. */
  private final ConnectGauges gauges;

  private final List<String> reasons = new ArrayList<>();
  private int shownReasons;
  private boolean shown;
  private boolean toldTaken;
  private long nextTry;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public TaskMetrics(SinkTaskContext context, SinkCounts counts, LongSupplier nanoTime) {
    this.counts = counts;
    this.nanoTime = nanoTime;
    this.gauges = gauges(context);
    this.nextTry = nanoTime.getAsLong();
    update();
  }

  private static ConnectGauges gauges(SinkTaskContext context) {
    try {
      return new ConnectGauges(context);
    } catch (LinkageError older) {
      LOG.info("This worker has no metrics for plugins, Kafka 4.1 and later have: none are shown");
      return null;
    }
  }

  /** Shows what there was not before; to be called now and then. */
  public void update() {
    if (gauges == null || (shown && counts.newReasons().isEmpty())) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - nextTry < 0) {
      return;
    }
    try {
      show();
    } catch (IllegalArgumentException taken) {
      gauges.removeAll();
      shown = false;
      shownReasons = 0;
      nextTry = now + RETRY_NANOS;
      if (!toldTaken) {
        toldTaken = true;
        LOG.info("Metrics are shown later, an earlier run of this task has not ended yet", taken);
      }
    }
  }

  private void show() {
    if (!shown) {
      for (Metric metric : Metric.values()) {
        gauges.add(
            metric.text(), metric.description(), new LinkedHashMap<>(), () -> counts.value(metric));
      }
      shown = true;
    }
    for (Queue<String> more = counts.newReasons(); !more.isEmpty(); ) {
      reasons.add(more.remove());
    }
    for (; shownReasons < reasons.size(); shownReasons++) {
      String reason = reasons.get(shownReasons);
      LinkedHashMap<String, String> tags = new LinkedHashMap<>();
      tags.put(REASON_TAG, reason);
      gauges.add(
          BY_REASON,
          "documents rejected for this reason",
          tags,
          () -> counts.rejectedBecause(reason));
    }
  }

  /** Removes all. */
  public void close() {
    if (gauges != null) {
      gauges.removeAll();
    }
  }
}
