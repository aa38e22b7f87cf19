package io.sluice.localstack.server;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that make one node a cluster, however it is run. */
public final class SingleNode {

  private SingleNode() {}

  /**
   * A broker that is its own controller.
   *
   * <p>Few partitions for the internal topics: one broker gains nothing by fifty. A short session:
   * until that of a killed broker is over, the controller refuses the registration of the next
   * start. And what a killed client leaves behind may be short as well: the session of a group's
   * member if the client asks for it, and a transaction, which is aborted soon after its timeout.
   */
  public static SortedMap<String, String> kafka() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    settings.put("group.initial.rebalance.delay.ms", "0");
    return settings;
  }

  /** A node that does not wait for others, mind a full disk, or ask for a password. */
  public static SortedMap<String, String> elasticsearch() {
    return new TreeMap<>(
        Map.of(
            "discovery.type", "single-node",
            "cluster.routing.allocation.disk.threshold_enabled", "false",
            "xpack.security.enabled", "false"));
  }
}
