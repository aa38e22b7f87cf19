package io.sluice.config.etcd;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the reads of one provider. Thread-safe. */
final class ProviderStatistics {

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  void read() {
    reads.incrementAndGet();
  }

  void failed() {
    failures.incrementAndGet();
  }

  List<Metric> metrics(
      EtcdSettings settings, LastKnownGood values, ConfigSubscriptions subscriptions) {
    return List.of(
        Metric.text(
            "endpoints", "the etcd servers it reads from", () -> settings.endpoints().toString()),
        Metric.number("reads-total", "times that it was asked for values", reads::get),
        Metric.number(
            "reads-failed-total",
            "times that it answered with an error: a key that is missing or not allowed, a refusal"
                + " by etcd, or etcd away and the values never read before",
            failures::get),
        Metric.number(
            "reads-stale-total",
            "times that it served what it had read before, because etcd was away",
            values::staleReads),
        Metric.number(
            "stale-values",
            "values, or groups asked for together, that were served so and not read again since",
            values::staleValues),
        Metric.number(
            "oldest-stale-value-age-ms",
            "since the oldest of those was read; 0 where there are none",
            () -> values.oldestStaleAge().toMillis()),
        Metric.number("subscriptions", "callbacks that are told of changes", subscriptions::count));
  }
}
