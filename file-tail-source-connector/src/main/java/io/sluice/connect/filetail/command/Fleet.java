package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The connectors that etcd knows of: those that are registered, and those that have left a status.
 *
 * @param members by host and connector
 * @param foreign keys among them that hold something else, or cannot be read, and why
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

  /**
   * What can be read of what is to be read to know them.
   *
   * @param wanted all of it
   * @param ranges those that etcd does not refuse
   * @param refused why it refuses the others, by their keys
   */
  record Readable(List<EtcdRange> wanted, List<EtcdRange> ranges, Map<String, String> refused) {

    List<String> problems() {
      return refused.entrySet().stream()
          .map(key -> key.getKey() + ", named as a status_key, cannot be read: " + key.getValue())
          .toList();
    }
  }

  static Fleet read(Etcd etcd, Prefixes prefixes) {
    Readable readable = readable(etcd, prefixes);
    Fleet fleet = of(etcd.read(readable.ranges), prefixes, readable.refused.keySet());
    List<String> foreign = new ArrayList<>(fleet.foreign);
    foreign.addAll(readable.problems());
    return new Fleet(fleet.members, List.copyOf(foreign));
  }

  /**
   * Finds out what can be read. Anybody may have registered with any status key: one that is
   * refused costs only the status of those that name it.
   */
  static Readable readable(Etcd etcd, Prefixes prefixes) {
    List<EtcdRange> wanted = withStatusKeys(etcd.read(prefixes.ranges()), prefixes);
    List<EtcdRange> ranges = new ArrayList<>(prefixes.ranges());
    Map<String, String> refused = new LinkedHashMap<>();
    for (EtcdRange range : wanted.subList(ranges.size(), wanted.size())) {
      try {
        etcd.read(List.of(range));
        ranges.add(range);
      } catch (EtcdException refusal) {
        if (refusal.isUnavailable()) {
          throw refusal;
        }
        refused.put(range.key(), refusal.getMessage());
      }
    }
    return new Readable(wanted, List.copyOf(ranges), refused);
  }

  /** What is to be read besides: the statuses that registered connectors write elsewhere. */
  static List<EtcdRange> withStatusKeys(EtcdSnapshot snapshot, Prefixes prefixes) {
    Set<EtcdRange> ranges = new LinkedHashSet<>(prefixes.ranges());
    for (Member member : of(snapshot, prefixes, Set.of()).members) {
      String key = member.statusKey();
      if (key != null && !key.startsWith(prefixes.statuses)) {
        ranges.add(new EtcdRange(key, false));
      }
    }
    return List.copyOf(ranges);
  }

  /**
   * @param unreadable status keys that cannot be read; who names one has none
   */
  static Fleet of(EtcdSnapshot snapshot, Prefixes prefixes, Set<String> unreadable) {
    List<Member> members = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    Set<String> told = new HashSet<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefixes.agents)) {
                read(key, value, json -> agent(key, prefixes.agents, json), foreign)
                    .map(agent -> registered(agent, snapshot, unreadable, foreign))
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
                    .map(status -> unregistered(key, status))
                    .ifPresent(members::add);
              }
            });
    members.sort(Comparator.comparing(Member::host).thenComparing(Member::connector));
    return new Fleet(List.copyOf(members), List.copyOf(foreign));
  }

  /**
   * Each host may write its own key only, and must not pose as another: whose registration it is,
   * the key tells.
   *
   * @param prefix may reach into the host's part of the key, for who may not read all hosts
   */
  private static CollectAgent agent(String key, String prefix, String json) {
    CollectAgent agent = CollectAgent.read(json);
    String name = agent.host() + "/" + agent.connector();
    boolean own = key.equals(prefix + name);
    if (!own && key.endsWith("/" + name) && !agent.connector().contains("/")) {
      String before = key.substring(0, key.length() - name.length());
      own = prefix.startsWith(before + agent.host() + "/");
    }
    if (!own) {
      throw new IllegalArgumentException(
          "is no registration of its own: it names the connector "
              + agent.connector()
              + " on "
              + agent.host()
              + ", whose key would be "
              + prefix
              + name);
    }
    return agent;
  }

  private static Member registered(
      CollectAgent agent, EtcdSnapshot snapshot, Set<String> unreadable, List<String> foreign) {
    Optional<String> statusKey =
        Optional.ofNullable(agent.statusKey()).filter(key -> !unreadable.contains(key));
    Optional<CollectStatus> status =
        statusKey
            .map(snapshot.values()::get)
            .flatMap(value -> read(agent.statusKey(), value, CollectStatus::read, foreign));
    return new Member(
        agent.host(), agent.connector(), Optional.of(agent), statusKey.orElse(null), status);
  }

  /** Named by the end of its key: the prefix may reach into the host's part. */
  private static Member unregistered(String key, CollectStatus status) {
    String[] names = key.split("/", -1);
    return new Member(
        names.length > 1 ? names[names.length - 2] : "",
        names[names.length - 1],
        Optional.empty(),
        key,
        Optional.of(status));
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
