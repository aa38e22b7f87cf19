package io.sluice.localstack;

import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.BrokerSetup;
import io.sluice.localstack.server.ElasticsearchRelease;
import io.sluice.localstack.server.ElasticsearchSecurity;
import io.sluice.localstack.server.KafkaRelease;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import io.sluice.localstack.server.StartListener;
import io.sluice.localstack.server.WorkerSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a {@link LocalStack} is to look like; by default all parts on free ports. */
public final class LocalStackBuilder {

  private final Path folder;
  private Backend backend = Backend.fromEnvironment();
  private Set<Part> parts = EnumSet.allOf(Part.class);
  private KafkaRelease kafkaRelease = KafkaRelease.fromEnvironment();
  private ElasticsearchRelease elasticsearchRelease = ElasticsearchRelease.fromEnvironment();
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, String> heaps = new EnumMap<>(Part.class);
  private final List<Path> plugins = new ArrayList<>();
  private String workerFile = WorkerSetup.DISTRIBUTED;
  private final Map<String, String> workerProperties = new HashMap<>();
  private final Map<String, String> workerEnvironment = new HashMap<>();
  private final List<String> workerJvmArguments = new ArrayList<>();
  private BrokerSetup broker = BrokerSetup.PLAIN;
  private final Map<String, String> elasticsearchSettings = new HashMap<>();
  private Optional<ElasticsearchSecurity> elasticsearchSecurity = Optional.empty();
  private boolean detached;
  private StartListener listener = StartListener.NONE;

  LocalStackBuilder(Path folder) {
    this.folder = folder;
  }

  /** Only these parts. */
  public LocalStackBuilder parts(Part first, Part... others) {
    parts = EnumSet.of(first, others);
    return this;
  }

  /** Processes or containers; without a word about it, what {@code SLUICE_STACK} says. */
  public LocalStackBuilder backend(Backend wanted) {
    backend = wanted;
    return this;
  }

  /**
   * The release of Kafka and Connect; without a word about it, what {@code SLUICE_KAFKA} says. A
   * broker in a container is of its image's release.
   */
  public LocalStackBuilder kafkaRelease(KafkaRelease wanted) {
    kafkaRelease = wanted;
    return this;
  }

  /**
   * The release of Elasticsearch; without a word about it, what {@code SLUICE_ELASTICSEARCH} says.
   * One in a container is of its image's release.
   */
  public LocalStackBuilder elasticsearchRelease(ElasticsearchRelease wanted) {
    elasticsearchRelease = wanted;
    return this;
  }

  /** A given port instead of a free one. */
  public LocalStackBuilder port(Part part, int port) {
    ports.put(part, port);
    return this;
  }

  /** Heap of a part that is a JVM, as {@code -Xmx} takes it: "512m". */
  public LocalStackBuilder heap(Part part, String heap) {
    heaps.put(part, heap);
    return this;
  }

  /** Plugin archives (zip), or folders of unpacked ones, that the workers find. */
  public LocalStackBuilder plugins(List<Path> wanted) {
    plugins.addAll(wanted);
    return this;
  }

  /** Other worker properties of connect-configs/ than those of one machine. */
  public LocalStackBuilder workerFile(String file) {
    workerFile = file;
    return this;
  }

  /** A worker property other than in the file. */
  public LocalStackBuilder workerProperty(String key, String value) {
    workerProperties.put(key, value);
    return this;
  }

  /** An environment variable of the workers, for {@code ${env:…}}. */
  public LocalStackBuilder workerEnvironment(String variable, String value) {
    workerEnvironment.put(variable, value);
    return this;
  }

  /** An argument of the workers' JVM, such as a {@code -javaagent}. */
  public LocalStackBuilder workerJvmArgument(String argument) {
    workerJvmArguments.add(argument);
    return this;
  }

  /** A broker that is more than a plain one. */
  public LocalStackBuilder broker(BrokerSetup wanted) {
    broker = wanted;
    return this;
  }

  /** A line of elasticsearch.yml. */
  public LocalStackBuilder elasticsearchSetting(String key, String value) {
    elasticsearchSettings.put(key, value);
    return this;
  }

  /** An Elasticsearch with TLS, users and roles. */
  public LocalStackBuilder elasticsearchSecurity(ElasticsearchSecurity security) {
    elasticsearchSecurity = Optional.of(security);
    return this;
  }

  /** The servers outlive this JVM if {@link LocalStack#detach} is called after the start. */
  public LocalStackBuilder detached() {
    detached = true;
    return this;
  }

  public LocalStackBuilder listener(StartListener startListener) {
    listener = startListener;
    return this;
  }

  /**
   * Starts all parts, side by side where they do not need each other, and returns when all are
   * ready.
   *
   * @throws io.sluice.localstack.server.ServerStartException if one is not; none runs then
   */
  public LocalStack start() {
    LocalStack stack =
        new LocalStack(
            new StackOptions(
                folder,
                backend,
                parts,
                kafkaRelease,
                elasticsearchRelease,
                ports,
                heaps,
                plugins,
                new WorkerSetup(
                    workerFile, workerProperties, workerEnvironment, workerJvmArguments, List.of()),
                broker,
                elasticsearchSettings,
                elasticsearchSecurity,
                detached,
                listener));
    stack.start();
    return stack;
  }
}
