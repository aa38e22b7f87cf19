package io.sluice.localstack.process;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.KafkaProbe;
import io.sluice.localstack.client.KafkaTransactions;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.KafkaSecurity;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;

/** A Kafka broker, its own controller, as a process. */
final class KafkaProcess extends ProcessServer implements KafkaBroker {

  private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

  private final int controllerPort = Ports.free();
  private final int tlsPort = Ports.free();
  private final int saslPort = Ports.free();

  KafkaProcess(int port, StackOptions options) {
    super(Part.KAFKA.id(), port, options);
  }

  @Override
  public String bootstrapServers() {
    return at(port());
  }

  @Override
  public String tlsServers() {
    security();
    return at(tlsPort);
  }

  @Override
  public String saslServers() {
    security();
    return at(saslPort);
  }

  @Override
  public ClientTls tls() {
    security();
    return NodeCertificate.clientTls(config());
  }

  private KafkaSecurity security() {
    return options()
        .broker()
        .security()
        .orElseThrow(() -> new IllegalStateException("This Kafka was started without security"));
  }

  @Override
  public String address() {
    return bootstrapServers();
  }

  private static String at(int port) {
    return "127.0.0.1:" + port;
  }

  @Override
  Launch prepare() throws IOException {
    Path properties = config().resolve("server.properties");
    Files.createDirectories(properties.getParent());
    if (options().broker().security().isPresent()) {
      NodeCertificate.in(config());
    }
    Files.writeString(properties, serverProperties());
    Map<String, String> environment = Jvm.environment(options().kafkaRelease());
    options()
        .broker()
        .plugins()
        .forEach(
            jars ->
                environment.merge("CLASSPATH", File.pathSeparator + jars + "/*", String::concat));
    if (!Files.exists(data().resolve("meta.properties"))) {
      format(properties, environment);
    }
    return new Launch(
        Jvm.command(
            options().heap(Part.KAFKA), List.of(), folder(), "kafka.Kafka", List.of(properties)),
        environment);
  }

  private Path config() {
    return folder().resolve("config");
  }

  private Path data() {
    return folder().resolve("data");
  }

  private void format(Path properties, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Jvm.home().resolve("bin/java").toString(),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                properties.toString()));
    options()
        .broker()
        .security()
        .ifPresent(
            known ->
                command.addAll(
                    List.of(
                        "--add-scram",
                        KafkaSecurity.MECHANISM
                            + "=[name=%s,password=%s]".formatted(known.user(), known.password()))));
    Command.of(command).with(environment).run(FORMAT_LIMIT).orThrow();
  }

  private String serverProperties() throws IOException {
    SortedMap<String, String> settings = SingleNode.kafka();
    settings.put("controller.quorum.voters", "1@" + at(controllerPort));
    settings.put(
        "listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + at(controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    settings.put("log.dirs", data().toString());
    if (options().broker().security().isPresent()) {
      secure(settings);
    }
    settings.putAll(options().broker().properties());
    StringBuilder text = new StringBuilder("# Written at every start.\n");
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** A PEM file of Kafka's holds the certificate and its key. */
  private void secure(SortedMap<String, String> settings) throws IOException {
    Path shown = config().resolve("broker.pem");
    Files.writeString(
        shown,
        Files.readString(config().resolve(NodeCertificate.CERTIFICATE))
            + Files.readString(config().resolve(NodeCertificate.KEY)));
    String further = ",SSL://" + tlsServers() + ",SASL_SSL://" + saslServers();
    settings.merge("listeners", further, String::concat);
    settings.merge("advertised.listeners", further, String::concat);
    settings.merge("listener.security.protocol.map", ",SSL:SSL,SASL_SSL:SASL_SSL", String::concat);
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.location", shown.toString());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", config().resolve(NodeCertificate.AUTHORITY).toString());
    settings.put("listener.name.ssl.ssl.client.auth", "required");
    settings.put("listener.name.sasl_ssl.sasl.enabled.mechanisms", KafkaSecurity.MECHANISM);
    settings.put(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
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
