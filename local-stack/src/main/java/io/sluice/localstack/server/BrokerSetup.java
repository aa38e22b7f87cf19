package io.sluice.localstack.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a Kafka broker is started. Only one that is a process takes any of it.
 *
 * @param security none: it has one listener, which asks nobody who they are
 * @param properties settings on top of those that make it a single local node
 * @param plugins folders of jars for its class path
 */
public record BrokerSetup(
    Optional<KafkaSecurity> security, Map<String, String> properties, List<Path> plugins) {

  /** One as it is. */
  public static final BrokerSetup PLAIN = new BrokerSetup(Optional.empty(), Map.of(), List.of());

  public BrokerSetup {
    properties = Map.copyOf(properties);
    plugins = List.copyOf(plugins);
  }

  /** With listeners with TLS as well. */
  public static BrokerSetup of(KafkaSecurity security) {
    return new BrokerSetup(Optional.of(security), Map.of(), List.of());
  }
}
