package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.util.List;
import java.util.Optional;

/**
 * A connector on a host, as etcd knows it.
 *
 * @param agent nothing where it is not registered: it does not run, or has no {@code agent.key}
 * @param statusKey where it tells what became of its lists; null where it does not
 * @param status what it has told last
 */
record Member(
    String host,
    String connector,
    Optional<CollectAgent> agent,
    String statusKey,
    Optional<CollectStatus> status) {

  /** The keys and prefixes of its lists, as far as it tells. */
  List<EtcdRange> ranges() {
    return agent.map(CollectAgent::collectKeys).orElse(List.of()).stream()
        .map(EtcdRange::of)
        .toList();
  }

  /** Whether it takes a key for one of its lists. */
  boolean follows(String key) {
    return ranges().stream().anyMatch(range -> covers(range, key));
  }

  static boolean covers(EtcdRange range, String key) {
    return range.prefix() ? key.startsWith(range.key()) : key.equals(range.key());
  }

  /** Checks lists as it does, as far as it tells how. */
  CollectListParser parser() {
    return agent.orElse(CollectAgent.UNKNOWN).parser();
  }

  String name() {
    return connector + " on " + host;
  }

  /** Its last word in one; what it does where it has said nothing. */
  String state() {
    return status
        .map(said -> said.state().name())
        .orElse(statusKey == null ? "no status.key" : "no status yet");
  }
}
