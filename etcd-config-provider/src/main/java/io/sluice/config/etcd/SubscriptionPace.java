package io.sluice.config.etcd;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a subscription spends its time.
 *
 * @param requestLimit the longest that one request may take
 * @param checkInterval how long a silent watch is believed before the keys are compared
 * @param grace how late after such a check the ring for a change may still come
 * @param backoff makes the pauses between attempts, one per subscription
 */
record SubscriptionPace(
    Duration requestLimit, Duration checkInterval, Duration grace, Supplier<Backoff> backoff) {

  static SubscriptionPace of(EtcdSettings settings) {
    return new SubscriptionPace(
        settings.timeout(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(1),
        () -> Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(5)));
  }
}
