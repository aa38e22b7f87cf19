package io.sluice.localstack.process;

import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.ServerFactory;
import io.sluice.localstack.server.StackOptions;
import io.sluice.localstack.server.WorkerSetup;

/** Makes servers that are processes of this machine. */
public final class ProcessFactory implements ServerFactory {

  private final StackOptions options;

  public ProcessFactory(StackOptions options) {
    this.options = options;
  }

  @Override
  public KafkaBroker kafka() {
    return new KafkaProcess(Ports.of(Part.KAFKA, options), options);
  }

  @Override
  public Etcd etcd() {
    return new EtcdProcess(Ports.of(Part.ETCD, options), options);
  }

  @Override
  public Elasticsearch elasticsearch() {
    return new ElasticsearchProcess(Ports.of(Part.ELASTICSEARCH, options), options);
  }

  /** The worker at the given port, or else at a free one. */
  public ConnectWorker firstWorker(WorkerSetup setup) {
    return new ConnectProcess(Part.CONNECT.id(), Ports.of(Part.CONNECT, options), setup, options);
  }

  /** One more worker, at a free port; of the same cluster unless its setup has another. */
  public ConnectWorker furtherWorker(String name, WorkerSetup setup) {
    return new ConnectProcess(name, Ports.free(), setup, options);
  }
}
