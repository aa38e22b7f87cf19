package io.sluice.localstack.process;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker, its own controller, as a process. */
final class KafkaProcess extends ProcessServer implements KafkaBroker {

  private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

  private final int controllerPort = Ports.free();

  KafkaProcess(int port, StackOptions options) {
    super(Part.KAFKA.id(), port, options);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }

  @Override
  public String address() {
    return bootstrapServers();
  }

  @Override
  Launch prepare() throws IOException {
    Path properties = folder().resolve("config/server.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, serverProperties());
    Map<String, String> environment = Jvm.environment();
    if (!Files.exists(data().resolve("meta.properties"))) {
      format(properties, environment);
    }
    return new Launch(
        Jvm.command(options().heap(Part.KAFKA), List.of(), folder(), "kafka.Kafka", properties),
        environment);
  }

  private Path data() {
    return folder().resolve("data");
  }

  private void format(Path properties, Map<String, String> environment) {
    Command.of(
            Jvm.home().resolve("bin/java").toString(),
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            properties.toString())
        .with(environment)
        .run(FORMAT_LIMIT)
        .orThrow();
  }

  /**
   * Few partitions for the internal topics: one broker gains nothing by fifty. And a short session:
   * until that of a killed broker is over, the controller refuses the next start's registration.
   */
  private String serverProperties() {
    return """
        # Written at every start.
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=4
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=500
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port(), controllerPort, data());
  }

  /** An open port first, since Kafka's client warns of each refused connection. */
  @Override
  boolean isReady() throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port()), (int) REQUEST_LIMIT.toMillis());
    }
    Properties client = new Properties();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    try (Admin admin = Admin.create(client)) {
      return !admin
          .describeCluster()
          .nodes()
          .get(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .isEmpty();
    }
  }
}
