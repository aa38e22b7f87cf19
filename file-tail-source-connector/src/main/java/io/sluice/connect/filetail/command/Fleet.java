package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The connectors that etcd knows of: those that are registered, and those that have left a status.
 *
 * @param members by host and connector
 * @param foreign keys among them that hold something else
 */
record Fleet(List<Member> members, List<String> foreign) {

  /**
   * Where connectors register and tell their status, if not told otherwise.
   *
   * @param agents a prefix; behind it stands the host, a slash, and the connector
   * @param statuses likewise, for those that are not registered
   */
  record Prefixes(String agents, String statuses) {

    List<EtcdRange> ranges() {
      return List.of(new EtcdRange(agents, true), new EtcdRange(statuses, true));
    }
  }

  static Fleet read(Etcd etcd, Prefixes prefixes) {
    return of(etcd.read(rangesOf(etcd, prefixes)), prefixes);
  }

  /** All that is to be read to know them. */
  static List<EtcdRange> rangesOf(Etcd etcd, Prefixes prefixes) {
    return withStatusKeys(etcd.read(prefixes.ranges()), prefixes);
  }

  /** What is to be read besides: the statuses that registered connectors write elsewhere. */
  static List<EtcdRange> withStatusKeys(EtcdSnapshot snapshot, Prefixes prefixes) {
    Set<EtcdRange> ranges = new LinkedHashSet<>(prefixes.ranges());
    for (Member member : of(snapshot, prefixes).members) {
      String key = member.statusKey();
      if (key != null && !key.startsWith(prefixes.statuses)) {
        ranges.add(new EtcdRange(key, false));
      }
    }
    return List.copyOf(ranges);
  }

  static Fleet of(EtcdSnapshot snapshot, Prefixes prefixes) {
    List<Member> members = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    Set<String> told = new HashSet<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefixes.agents)) {
                read(key, value, CollectAgent::read, foreign)
                    .map(agent -> registered(agent, snapshot, foreign))
                    .ifPresent(members::add);
              }
            });
    members.forEach(member -> told.add(member.statusKey()));
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefixes.statuses) && !told.contains(key)) {
                read(key, value, CollectStatus::read, foreign)
                    .map(status -> unregistered(key, prefixes.statuses, status))
                    .ifPresent(members::add);
              }
            });
    members.sort(Comparator.comparing(Member::host).thenComparing(Member::connector));
    return new Fleet(List.copyOf(members), List.copyOf(foreign));
  }

  private static Member registered(
      CollectAgent agent, EtcdSnapshot snapshot, List<String> foreign) {
    Optional<CollectStatus> status =
        Optional.ofNullable(agent.statusKey())
            .map(snapshot.values()::get)
            .flatMap(value -> read(agent.statusKey(), value, CollectStatus::read, foreign));
    return new Member(
        agent.host(), agent.connector(), Optional.of(agent), agent.statusKey(), status);
  }

  private static Member unregistered(String key, String prefix, CollectStatus status) {
    String[] names = key.substring(prefix.length()).split("/", 2);
    return new Member(
        names[0], names.length > 1 ? names[1] : "", Optional.empty(), key, Optional.of(status));
  }

  private static <T> Optional<T> read(
      String key, EtcdValue value, Function<String, T> reader, List<String> foreign) {
    try {
      return Optional.of(reader.apply(value.value()));
    } catch (IllegalArgumentException other) {
      foreign.add(key + " " + other.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Those of a host, which may be given by its address, and of a connector.
   *
   * @param host null for all
   * @param connector null for all
   */
  List<Member> select(String host, String connector) {
    return members.stream()
        .filter(member -> host == null || isOf(member, host))
        .filter(member -> connector == null || member.connector().equals(connector))
        .toList();
  }

  private static boolean isOf(Member member, String host) {
    return member.host().equals(host)
        || member.agent().map(CollectAgent::address).filter(host::equals).isPresent();
  }

  /** All there are, for a message. */
  String names() {
    return members.isEmpty()
        ? "none"
        : members.stream().map(Member::name).collect(Collectors.joining(", "));
  }
}
