package io.sluice.localstack.container;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import java.net.URI;
import org.testcontainers.containers.GenericContainer;

/** An etcd member in a container. */
final class EtcdContainer extends ContainerServer implements Etcd {

  EtcdContainer(int port, StackOptions options) {
    super(Part.ETCD, Part.ETCD.wellKnownPort(), port, options);
  }

  @Override
  public URI endpoint() {
    return URI.create(address());
  }

  @Override
  public String address() {
    return "http://" + hostAndPort();
  }

  @Override
  void configure(GenericContainer<?> fresh) {
    fresh.withCommand(
        "/usr/local/bin/etcd",
        "--name=" + name(),
        "--data-dir=/etcd-data",
        "--listen-client-urls=http://0.0.0.0:" + Part.ETCD.wellKnownPort(),
        "--advertise-client-urls=" + address());
  }

  @Override
  boolean isReady() throws Exception {
    return HttpProbe.isHealthy(endpoint());
  }
}
