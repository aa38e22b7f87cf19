package io.sluice.localstack.process;

import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.ServerFactory;
import io.sluice.localstack.server.StackOptions;
import java.util.Map;

/** Makes servers that are processes of this machine. */
public final class ProcessFactory implements ServerFactory {

  private final StackOptions options;

  public ProcessFactory(StackOptions options) {
    this.options = options;
  }

  @Override
  public KafkaBroker kafka() {
    return new KafkaProcess(port(Part.KAFKA), options);
  }

  @Override
  public Etcd etcd() {
    return new EtcdProcess(port(Part.ETCD), options);
  }

  @Override
  public Elasticsearch elasticsearch() {
    return new ElasticsearchProcess(port(Part.ELASTICSEARCH), options);
  }

  /** The worker at the given port, or else at a free one. */
  public ConnectWorker firstWorker(Map<String, String> addresses) {
    return new ConnectProcess(Part.CONNECT.id(), port(Part.CONNECT), addresses, options);
  }

  /** One more worker of the same cluster, at a free port. */
  public ConnectWorker furtherWorker(String name, Map<String, String> addresses) {
    return new ConnectProcess(name, Ports.free(), addresses, options);
  }

  private int port(Part part) {
    return options.ports().containsKey(part) ? options.ports().get(part) : Ports.free();
  }
}
