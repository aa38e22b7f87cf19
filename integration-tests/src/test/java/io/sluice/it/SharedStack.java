package io.sluice.it;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.Ports;
import io.sluice.localstack.server.WorkerSetup;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The one stack, with all three plugins in it, that the integration tests of a JVM share: its start
 * takes longer than most tests. It has the index template that users are told to install, for
 * Elasticsearch gives up none that a data stream was made by.
 *
 * <p>It is started by the first test that asks and ends with the JVM. Tests keep apart by taking
 * {@linkplain #uniqueName unique names} for topics, indices, keys and connectors, and delete their
 * connectors. A test that kills a server starts it again; one that needs a stack with other
 * settings makes its own.
 */
final class SharedStack {

  private static final Path FOLDER = Path.of("target/shared-stack");
  private static final int EXPORTER_PORT = Ports.free();
  private static LocalStack stack;

  private SharedStack() {}

  static synchronized LocalStack get() {
    if (stack == null) {
      LocalStack.delete(FOLDER);
      stack =
          LocalStack.in(FOLDER)
              .plugins(SourceTree.pluginArchives())
              .workerFile("connect-distributed-per-host.properties")
              .workerEnvironment(WorkerSetup.HOST, "shared")
              .workerProperty("offset.flush.interval.ms", "500")
              .workerProperty("producer.transaction.timeout.ms", "10000")
              .workerJvmArgument(exporter())
              .start();
      elasticsearch()
          .putIndexTemplate("sluice-logs", ConnectorConfigs.text(ConnectorConfigs.INDEX_TEMPLATE));
    }
    return stack;
  }

  /** With the rules that users have. */
  private static String exporter() {
    return "-javaagent:"
        + SourceTree.file("docker/target/jmx_prometheus_javaagent.jar")
        + "=127.0.0.1:"
        + EXPORTER_PORT
        + ":"
        + SourceTree.file("monitoring/prometheus/jmx-exporter.yml");
  }

  /** Where its worker is scraped, as host and port. */
  static String exporterAddress() {
    get();
    return "127.0.0.1:" + EXPORTER_PORT;
  }

  static ConnectRest connect() {
    return new ConnectRest(get().connect().restUrl());
  }

  static EtcdKv etcd() {
    return new EtcdKv(get().etcd().endpoint());
  }

  static ElasticsearchRest elasticsearch() {
    return new ElasticsearchRest(get().elasticsearch().url());
  }

  /** To be closed by the test. */
  static KafkaTopics topics() {
    return new KafkaTopics(get().kafka().bootstrapServers());
  }

  /** A name no other test and no other run has, fit for topics, indices, keys and connectors. */
  static String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
