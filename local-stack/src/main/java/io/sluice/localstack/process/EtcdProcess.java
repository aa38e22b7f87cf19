package io.sluice.localstack.process;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.distribution.EtcdDistribution;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;

/** An etcd member as a process. */
final class EtcdProcess extends ProcessServer implements Etcd {

  private final int peerPort = Ports.free();

  EtcdProcess(int port, StackOptions options) {
    super(Part.ETCD.id(), port, options);
  }

  @Override
  public URI endpoint() {
    return URI.create(address());
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  Launch prepare() throws IOException {
    Files.createDirectories(folder());
    String peers = "http://127.0.0.1:" + peerPort;
    return new Launch(
        List.of(
            EtcdDistribution.etcd(options().listener()).toString(),
            "--name=" + name(),
            "--data-dir=" + folder().resolve("data"),
            "--listen-client-urls=" + address(),
            "--advertise-client-urls=" + address(),
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=" + name() + "=" + peers),
        Environment.clean());
  }

  @Override
  boolean isReady() throws Exception {
    return HttpProbe.isHealthy(endpoint());
  }
}
