package io.sluice.localstack.server;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a stack is to look like.
 *
 * @param folder where all servers keep data, configuration and logs
 * @param backend what runs them
 * @param parts the servers wanted
 * @param kafkaRelease of the workers, and of the broker where it is a process
 * @param elasticsearchRelease of Elasticsearch where it is a process
 * @param ports given ports; a part that is absent gets a free one
 * @param heaps given heap sizes as {@code -Xmx} takes them
 * @param plugins plugin archives (zip), or folders of unpacked ones, for the workers' {@code
 *     plugin.path}
 * @param worker how workers are started
 * @param broker how the broker is started
 * @param elasticsearchSettings settings on top of those that make it a single local node
 * @param elasticsearchSecurity of Elasticsearch; none: it asks nobody who they are
 * @param detached whether the servers outlive this process
 * @param listener hears how the start goes on
 */
public record StackOptions(
    Path folder,
    Backend backend,
    Set<Part> parts,
    KafkaRelease kafkaRelease,
    ElasticsearchRelease elasticsearchRelease,
    Map<Part, Integer> ports,
    Map<Part, String> heaps,
    List<Path> plugins,
    WorkerSetup worker,
    BrokerSetup broker,
    Map<String, String> elasticsearchSettings,
    Optional<ElasticsearchSecurity> elasticsearchSecurity,
    boolean detached,
    StartListener listener) {

  public StackOptions {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a stack needs at least one part");
    }
    if (parts.contains(Part.CONNECT) && !parts.contains(Part.KAFKA)) {
      throw new IllegalArgumentException("a Connect worker needs Kafka: add Part.KAFKA");
    }
    folder = folder.toAbsolutePath().normalize();
    parts = Set.copyOf(EnumSet.copyOf(parts));
    ports = Map.copyOf(ports);
    heaps = Map.copyOf(heaps);
    plugins = List.copyOf(plugins);
    elasticsearchSettings = Map.copyOf(elasticsearchSettings);
  }

  /** The heap of this part's JVM. */
  public String heap(Part part) {
    return heaps.getOrDefault(part, part.defaultHeap());
  }
}
