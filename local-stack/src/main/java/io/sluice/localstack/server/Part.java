package io.sluice.localstack.server;

/** The servers a stack is made of, with the ports people expect them on. */
public enum Part {
  KAFKA("kafka", 9092, "512m"),
  ETCD("etcd", 2379, ""),
  ELASTICSEARCH("elasticsearch", 9200, "1g"),
  CONNECT("connect", 8083, "1g");

  private final String id;
  private final int wellKnownPort;
  private final String defaultHeap;

  Part(String id, int wellKnownPort, String defaultHeap) {
    this.id = id;
    this.wellKnownPort = wellKnownPort;
    this.defaultHeap = defaultHeap;
  }

  /** Its name in folders and messages. */
  public String id() {
    return id;
  }

  public int wellKnownPort() {
    return wellKnownPort;
  }

  /** Heap as {@code -Xmx} takes it; empty for what is no JVM. */
  public String defaultHeap() {
    return defaultHeap;
  }
}
