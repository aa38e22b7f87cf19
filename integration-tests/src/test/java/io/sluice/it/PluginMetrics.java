package io.sluice.it;

import io.sluice.localstack.server.KafkaRelease;

/**
 * Whether the workers of this run show metrics of connectors and tasks, as Connect does since 4.1.
 */
final class PluginMetrics {

  static final boolean SHOWN = KafkaRelease.fromEnvironment() != KafkaRelease.OLDEST;

  private PluginMetrics() {}
}
