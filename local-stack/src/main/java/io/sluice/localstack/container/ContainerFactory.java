package io.sluice.localstack.container;

import io.sluice.localstack.process.Ports;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.ServerFactory;
import io.sluice.localstack.server.StackOptions;
import org.testcontainers.DockerClientFactory;

/** Makes servers in containers; their data go with them when they are closed. */
public final class ContainerFactory implements ServerFactory {

  private final StackOptions options;

  /**
   * @throws IllegalStateException if there is no container engine
   */
  public ContainerFactory(StackOptions options) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "SLUICE_STACK=containers needs a container engine, and Testcontainers found none: start"
              + " Docker, or set DOCKER_HOST; build/containers/podman.sh makes one on Debian");
    }
    this.options = options;
  }

  @Override
  public KafkaBroker kafka() {
    return new KafkaContainer(Ports.of(Part.KAFKA, options), options);
  }

  @Override
  public Etcd etcd() {
    return new EtcdContainer(Ports.of(Part.ETCD, options), options);
  }

  @Override
  public Elasticsearch elasticsearch() {
    return new ElasticsearchContainer(Ports.of(Part.ELASTICSEARCH, options), options);
  }
}
