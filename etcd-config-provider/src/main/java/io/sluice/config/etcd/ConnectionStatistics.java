package io.sluice.config.etcd;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What became of the requests and subscriptions on one shared connection. Thread-safe. */
final class ConnectionStatistics {

  private final EtcdSettings settings;
  private final LongSupplier nanoTime;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong connects = new AtomicLong();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicLong resyncs = new AtomicLong();
  private volatile boolean answers;
  private volatile long lastAnswer;

  /**
   * @param nanoTime in nanoseconds, of any origin
   */
  ConnectionStatistics(EtcdSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.lastAnswer = nanoTime.getAsLong();
  }

  void connected() {
    connects.incrementAndGet();
  }

  void answered() {
    requests.incrementAndGet();
    lastAnswer = nanoTime.getAsLong();
    answers = true;
  }

  /** An answer as well, though not the one that was wanted. */
  void refused() {
    failures.incrementAndGet();
    answered();
  }

  void unanswered() {
    failures.incrementAndGet();
    requests.incrementAndGet();
    answers = false;
  }

  void subscribed() {
    subscriptions.incrementAndGet();
  }

  void unsubscribed() {
    subscriptions.decrementAndGet();
  }

  void resynced() {
    resyncs.incrementAndGet();
  }

  List<Metric> metrics() {
    return List.of(
        Metric.text(
            "endpoints", "the etcd servers it leads to", () -> settings.endpoints().toString()),
        Metric.number(
            "connected",
            "1 where etcd answered the last request, with a refusal too; 0 where it did not, and"
                + " before the first",
            () -> answers ? 1 : 0),
        Metric.number(
            "time-since-answer-ms",
            "since etcd last answered, or since the connection was first wanted; with a"
                + " subscription some 15 seconds at most, without one it grows while nothing is"
                + " asked",
            () -> (nanoTime.getAsLong() - lastAnswer) / 1_000_000),
        Metric.number("requests-total", "requests made, each attempt of them", requests::get),
        Metric.number(
            "requests-failed-total", "requests refused, or not answered in time", failures::get),
        Metric.number(
            "reconnects-total",
            "times that it was made anew, because etcd was not available on the one before",
            () -> Math.max(0, connects.get() - 1)),
        Metric.number("subscriptions", "subscriptions that follow keys on it", subscriptions::get),
        Metric.number(
            "resyncs-total",
            "times that a subscription read everything again and watched anew: after an outage, a"
                + " compaction, a lost leader, an expired login, or a watch that kept silent",
            resyncs::get));
  }
}
