package io.sluice.localstack.process;

import io.sluice.localstack.client.KafkaProbe;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;

/** A Kafka broker, its own controller, as a process. */
final class KafkaProcess extends ProcessServer implements KafkaBroker {

  private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

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
    Map<String, String> environment = Jvm.environment(options().kafkaRelease());
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

  private String serverProperties() {
    SortedMap<String, String> settings = SingleNode.kafka();
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    settings.put("log.dirs", data().toString());
    StringBuilder text = new StringBuilder("# Written at every start.\n");
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  @Override
  boolean isReady() throws Exception {
    return KafkaProbe.answers(bootstrapServers());
  }
}
