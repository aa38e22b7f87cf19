package io.sluice.localstack.server;

/** Makes the servers of a stack, none of them started, as processes or in containers. */
public interface ServerFactory {

  KafkaBroker kafka();

  Etcd etcd();

  Elasticsearch elasticsearch();
}
