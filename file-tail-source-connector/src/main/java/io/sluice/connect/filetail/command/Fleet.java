package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.command.HostPrefix.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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

  static final String STATUS_KEY = "status_key";

  /** What is taken for an IP address, version 4 or 6. */
  static final String ADDRESS = "[0-9.]+|[0-9a-fA-F:]*:.*";

  static final String NOT_TEXT = "holds bytes that are not UTF-8, in its name or its value";

  /**
   * Where connectors register and tell their status, if not told otherwise.
   *
   * @param statuses of those that are not registered
   */
  record Prefixes(HostPrefix agents, HostPrefix statuses) {

    List<EtcdRange> ranges() {
      return List.of(agents.range(), statuses.range());
    }

    /** Only those of one host, which who may not read all may read. */
    Prefixes of(String host) {
      return new Prefixes(agents.only(host), statuses.only(host));
    }
  }

  static Fleet read(Etcd etcd, Prefixes prefixes) {
    Readable readable = readable(etcd, prefixes);
    return of(etcd.read(readable.ranges()), prefixes, readable);
  }

  /** Finds out what can be read of what is to be read to know them. */
  static Readable readable(Etcd etcd, Prefixes prefixes) {
    return Readable.of(
        etcd, prefixes.ranges(), withStatusKeys(etcd.read(prefixes.ranges()), prefixes));
  }

  /** What is to be read besides: the statuses that registered connectors write elsewhere. */
  static List<EtcdRange> withStatusKeys(EtcdSnapshot snapshot, Prefixes prefixes) {
    Set<EtcdRange> ranges = new LinkedHashSet<>(prefixes.ranges());
    Readable all = new Readable(List.of(), List.of(), Map.of());
    for (Member member : of(snapshot, prefixes, all).members) {
      String key = member.statusKey();
      if (key != null && !prefixes.statuses.covers(key)) {
        ranges.add(new EtcdRange(key, false));
      }
    }
    return List.copyOf(ranges);
  }

  /**
   * @param readable tells which status keys cannot be read; who names one has none
   */
  static Fleet of(EtcdSnapshot snapshot, Prefixes prefixes, Readable readable) {
    List<Member> members = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    Set<String> told = new HashSet<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (prefixes.agents.covers(key)) {
                read(key, value, json -> agent(key, prefixes.agents, json), foreign)
                    .map(agent -> registered(agent, snapshot, prefixes, readable, foreign))
                    .ifPresent(members::add);
              }
            });
    members.forEach(member -> told.add(member.statusKey()));
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (prefixes.statuses.covers(key) && !told.contains(key)) {
                read(key, value, json -> unregistered(key, prefixes.statuses, json), foreign)
                    .ifPresent(members::add);
              }
            });
    snapshot.notText().keySet().forEach(key -> foreign.add(key + " " + NOT_TEXT));
    foreign.addAll(readable.problems(STATUS_KEY));
    members.sort(Comparator.comparing(Member::host).thenComparing(Member::connector));
    return new Fleet(List.copyOf(members), List.copyOf(foreign));
  }

  /**
   * Each host may write its own key only, and must not pose as another: whose registration it is,
   * the key tells.
   */
  private static CollectAgent agent(String key, HostPrefix agents, String json) {
    CollectAgent agent = CollectAgent.read(json);
    Owner named = new Owner(agent.host(), agent.connector());
    if (agents.owner(key).filter(named::equals).isEmpty()) {
      throw new IllegalArgumentException(
          "is no registration of its own: it names the connector "
              + agent.connector()
              + " on "
              + agent.host()
              + ", whose key would be "
              + agents.keyOf(agent.host(), agent.connector()));
    }
    return agent;
  }

  private static Member registered(
      CollectAgent agent,
      EtcdSnapshot snapshot,
      Prefixes prefixes,
      Readable readable,
      List<String> foreign) {
    Optional<String> statusKey =
        Optional.ofNullable(agent.statusKey())
            .filter(key -> mayBeOf(agent, key, prefixes.statuses, foreign))
            .filter(key -> !readable.isRefused(new EtcdRange(key, false)));
    Optional<CollectStatus> status =
        statusKey
            .map(snapshot.values()::get)
            .flatMap(value -> read(agent.statusKey(), value, CollectStatus::read, foreign));
    return new Member(
        agent.host(), agent.connector(), Optional.of(agent), statusKey.orElse(null), status);
  }

  /** Where statuses are by host, nobody's is among another's: it would hide that one's. */
  private static boolean mayBeOf(
      CollectAgent agent, String key, HostPrefix statuses, List<String> foreign) {
    boolean anothers =
        statuses.owner(key).filter(owner -> !owner.host().equals(agent.host())).isPresent();
    if (anothers) {
      foreign.add(
          key
              + " is in the place of another host's status, and counts for nothing as the"
              + " status_key of "
              + agent.connector()
              + " on "
              + agent.host()
              + ": behind "
              + statuses.base()
              + " the host comes first");
    }
    return !anothers;
  }

  /** Whose status it is, the key tells alone. */
  private static Member unregistered(String key, HostPrefix statuses, String json) {
    CollectStatus status = CollectStatus.read(json);
    Owner owner =
        statuses
            .owner(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is nobody's status: its key would be "
                            + statuses.keyOf("{host}", "{connector}")));
    return new Member(owner.host(), owner.connector(), Optional.empty(), key, Optional.of(status));
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

  /** A name is known by the key, the address only by what is written there. */
  private boolean isOf(Member member, String host) {
    return isName(host)
        ? member.host().equals(host)
        : member.agent().map(CollectAgent::address).filter(host::equals).isPresent();
  }

  private boolean isName(String host) {
    return !host.matches(ADDRESS) || members.stream().anyMatch(one -> one.host().equals(host));
  }

  /** The hosts that have registered with an address, which may be given instead of a name. */
  List<String> hostsAt(String address) {
    return isName(address)
        ? List.of()
        : select(address, null).stream().map(Member::host).distinct().toList();
  }

  /** What is to be said where several hosts claim one address. */
  static String severalAt(String address, List<String> hosts) {
    return "Several hosts are registered with the address "
        + address
        + ": "
        + String.join(", ", hosts)
        + ". Name one of them, for any host can write any address";
  }

  /** All there are, for a message. */
  String names() {
    return members.isEmpty()
        ? "none"
        : members.stream().map(Member::name).collect(Collectors.joining(", "));
  }
}
