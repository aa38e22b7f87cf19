package io.sluice.localstack.container;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.KafkaProbe;
import io.sluice.localstack.client.KafkaTransactions;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.BrokerSetup;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.util.Locale;
import java.util.SortedMap;
import org.testcontainers.containers.GenericContainer;

/**
 * A Kafka broker, its own controller, in a container.
 *
 * <p>It has a listener of its own for what it sends to itself, markers of transactions among it: it
 * cannot reach itself at the address that is good outside of the container.
 */
final class KafkaContainer extends ContainerServer implements KafkaBroker {

  private static final String BROKER = "127.0.0.1:9093";
  private static final String CONTROLLER = "127.0.0.1:9094";

  KafkaContainer(int port, StackOptions options) {
    super(Part.KAFKA, Part.KAFKA.wellKnownPort(), port, options);
  }

  @Override
  public String bootstrapServers() {
    return hostAndPort();
  }

  @Override
  public String address() {
    return bootstrapServers();
  }

  @Override
  public String tlsServers() {
    throw notHere();
  }

  @Override
  public String saslServers() {
    throw notHere();
  }

  @Override
  public ClientTls tls() {
    throw notHere();
  }

  private static IllegalStateException notHere() {
    return new IllegalStateException(
        "Kafka with settings of its own is for a stack of processes: unset " + Backend.VARIABLE);
  }

  @Override
  void configure(GenericContainer<?> fresh) {
    if (!options().broker().equals(BrokerSetup.PLAIN)) {
      throw notHere();
    }
    SortedMap<String, String> settings = SingleNode.kafka();
    settings.put("controller.quorum.voters", "1@" + CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://0.0.0.0:%d,BROKER://%s,CONTROLLER://%s"
            .formatted(Part.KAFKA.wellKnownPort(), BROKER, CONTROLLER));
    settings.put(
        "advertised.listeners", "PLAINTEXT://%s,BROKER://%s".formatted(bootstrapServers(), BROKER));
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("log.dirs", "/var/lib/kafka/data");
    settings.forEach((key, value) -> fresh.withEnv(variable(key), value));
    fresh.withEnv("KAFKA_HEAP_OPTS", "-Xmx" + options().heap(Part.KAFKA));
  }

  /** As the image reads it: KAFKA_LOG_DIRS is log.dirs. */
  static String variable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  @Override
  boolean isReady() throws Exception {
    if (!KafkaProbe.answers(bootstrapServers())) {
      return false;
    }
    KafkaTransactions.lower(bootstrapServers());
    return true;
  }
}
