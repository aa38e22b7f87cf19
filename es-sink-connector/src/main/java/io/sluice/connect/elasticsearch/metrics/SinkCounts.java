package io.sluice.connect.elasticsearch.metrics;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * What a task has counted and measured. Written by the task's thread, but for the end of a request,
 * which the client's I/O thread tells; read by any.
 */
public final class SinkCounts {

  /** Elasticsearch has no more kinds of errors about documents; each has a metric for ever. */
  static final int MOST_REASONS = 30;

  static final String OTHER_REASON = "other";

  private final LongSupplier nanoTime;
  private final AtomicLongArray values = new AtomicLongArray(Metric.values().length);
  private final Map<String, Long> rejectedByReason = new ConcurrentHashMap<>();
  private final Queue<String> newReasons = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LatencyWindow latency;
  private volatile long lastSuccess;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public SinkCounts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.latency = new LatencyWindow(nanoTime);
    this.lastSuccess = nanoTime.getAsLong();
  }

  /** Counts something that has happened. */
  public void add(Metric counter, long more) {
    set(counter, values.getPlain(counter.ordinal()) + more);
  }

  /** Notes how things stand. */
  public void set(Metric gauge, long value) {
    values.lazySet(gauge.ordinal(), value);
  }

  /**
   * Counts a document that is never taken.
   *
   * @param reason an error type of Elasticsearch or a word of our own; null where there is none
   */
  public void rejected(String reason) {
    add(Metric.REJECTED, 1);
    String known = reason == null ? OTHER_REASON : reason;
    if (!rejectedByReason.containsKey(known) && rejectedByReason.size() >= MOST_REASONS) {
      known = OTHER_REASON;
    }
    if (rejectedByReason.merge(known, 1L, Long::sum) == 1) {
      newReasons.add(known);
    }
  }

  /**
   * Counts a request.
   *
   * @return to be given to {@link #requestEnded}
   */
  public long requestStarted(int bytes) {
    add(Metric.REQUESTS, 1);
    add(Metric.REQUEST_BYTES, bytes);
    inFlight.incrementAndGet();
    return nanoTime.getAsLong();
  }

  /** Counts the end of a request, on any thread; only an answer has a latency. */
  public void requestEnded(long started, boolean isAnswered) {
    inFlight.decrementAndGet();
    if (isAnswered) {
      latency.record(nanoTime.getAsLong() - started);
    }
  }

  /** Notes a request of which not all is to be sent again, whatever became of its documents. */
  public void succeeded() {
    lastSuccess = nanoTime.getAsLong();
  }

  /** The reasons of rejections that were not there before; for their owner to take from. */
  Queue<String> newReasons() {
    return newReasons;
  }

  /** How many documents were rejected for this reason. */
  public Object rejectedBecause(String reason) {
    return rejectedByReason.getOrDefault(reason, 0L);
  }

  /** The value of a metric, on whatever thread. */
  public Object value(Metric metric) {
    return switch (metric) {
      case IN_FLIGHT -> (long) inFlight.get();
      case LATENCY_P50 -> latency.millis(0.50);
      case LATENCY_P95 -> latency.millis(0.95);
      case LATENCY_P99 -> latency.millis(0.99);
      case LATENCY_MAX -> latency.millis(1);
      case SINCE_SUCCESS -> TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - lastSuccess);
      default -> values.get(metric.ordinal());
    };
  }
}
