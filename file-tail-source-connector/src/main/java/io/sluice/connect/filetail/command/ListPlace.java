package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.connect.filetail.LocalHost;
import io.sluice.connect.filetail.collect.CollectAgent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in etcd the list stands that is meant, and who follows it. Any host can register with any
 * list: where one host is meant, the others' word is shown and decides nothing.
 *
 * @param ranges its keys and prefixes
 * @param isNamed whether the user has named them, and not a registration
 * @param followers connectors that take any of them for their list, and decide on it
 * @param others those of other hosts than the one that is meant
 */
record ListPlace(
    List<EtcdRange> ranges, boolean isNamed, List<Member> followers, List<Member> others) {

  /**
   * @param local this host, which is meant where no other is named
   * @throws CommandException where it cannot be told which list is meant
   */
  static ListPlace find(PlaceArguments given, Fleet fleet, LocalHost local, List<URI> endpoints) {
    if (given.key != null && given.prefix != null) {
      throw new CommandException(Exit.USAGE, "--key and --prefix: say one of both");
    }
    if (given.namesKeys()) {
      return named(given, fleet, local, endpoints);
    }
    String host = given.host != null ? given.host : local.name();
    requireOneHost(fleet, host);
    List<Member> found =
        fleet.select(host, given.connector).stream()
            .filter(member -> !member.ranges().isEmpty())
            .toList();
    if (found.size() == 1) {
      return new ListPlace(found.get(0).ranges(), false, found, List.of());
    }
    String which = given.host != null ? host : host + ", this host";
    throw new CommandException(
        Exit.FAILED,
        found.isEmpty()
            ? "No connector"
                + (given.connector == null ? "" : " '" + given.connector + "'")
                + " is registered for "
                + which
                + " (known: "
                + fleet.names()
                + "). Name another with --host, or say with --key or --prefix where the list is"
            : "Several connectors are registered for "
                + which
                + ": name one with --connector ("
                + found.stream().map(Member::connector).collect(Collectors.joining(", "))
                + ")");
  }

  /** Any host can register with any address: a list must not go astray by that. */
  private static void requireOneHost(Fleet fleet, String address) {
    List<String> claims = fleet.hostsAt(address);
    if (claims.size() > 1) {
      throw new CommandException(Exit.FAILED, Fleet.severalAt(address, claims));
    }
  }

  private static ListPlace named(
      PlaceArguments given, Fleet fleet, LocalHost local, List<URI> endpoints) {
    String text = given.key != null ? given.key : given.prefix;
    EtcdRange range =
        new EtcdRange(fillIn(text, given.host, fleet, local, endpoints), given.prefix != null);
    if (range.prefix() != range.key().endsWith("/")) {
      throw new CommandException(
          Exit.USAGE,
          range.prefix()
              ? "--prefix " + range.key() + " is to end in /; a single key is named with --key"
              : "--key " + range.key() + " ends in /, as a prefix does: name it with --prefix");
    }
    List<Member> deciding = fleet.select(given.host, given.connector);
    Map<Boolean, List<Member>> following =
        fleet.select(null, given.connector).stream()
            .filter(member -> member.ranges().stream().anyMatch(its -> meet(its, range)))
            .collect(Collectors.partitioningBy(deciding::contains));
    return new ListPlace(List.of(range), true, following.get(true), following.get(false));
  }

  private static boolean meet(EtcdRange one, EtcdRange other) {
    return Member.covers(one, other.key()) || Member.covers(other, one.key());
  }

  private static String fillIn(
      String text, String host, Fleet fleet, LocalHost local, List<URI> endpoints) {
    if (host == null) {
      return local.fillIn(text, endpoints);
    }
    requireOneHost(fleet, host);
    Optional<CollectAgent> agent =
        fleet.select(host, null).stream().flatMap(member -> member.agent().stream()).findFirst();
    String filled = text.replace("{hostname}", agent.map(CollectAgent::host).orElse(host));
    if (filled.contains("{ip}") && agent.isEmpty() && !host.matches(Fleet.ADDRESS)) {
      throw new CommandException(
          Exit.FAILED,
          "The address of " + host + " is not known, for it is not registered: write it for {ip}");
    }
    if (!filled.contains("{ip}")) {
      return filled;
    }
    String address = agent.map(CollectAgent::address).orElse(host);
    requireOneHost(fleet, address);
    return filled.replace("{ip}", address);
  }

  /** Those that take a key for one of their lists, whoever they are. */
  List<Member> allFollowersOf(String key) {
    return Stream.concat(followers.stream(), others.stream())
        .filter(member -> member.follows(key))
        .toList();
  }

  /** Those that take a key for one of their lists, and decide on it. */
  List<Member> followersOf(String key) {
    return followers.stream().filter(member -> member.follows(key)).toList();
  }

  /** Those that take a key for one of their lists, and have no say. */
  List<Member> othersOf(String key) {
    return others.stream().filter(member -> member.follows(key)).toList();
  }

  /**
   * Reads all lists of those that follow it, for they are checked together.
   *
   * @param trouble hears of those that may not be read, and are not checked
   */
  EtcdSnapshot read(Etcd etcd, Consumer<String> trouble) {
    Set<EtcdRange> all = new LinkedHashSet<>();
    followers.forEach(member -> all.addAll(member.ranges()));
    others.forEach(member -> all.addAll(member.ranges()));
    Readable readable = Readable.of(etcd, ranges, all);
    readable
        .problems(ListCommand.COLLECT_KEYS)
        .forEach(key -> trouble.accept("Not all is checked: etcd key " + key));
    return etcd.read(readable.ranges());
  }

  /**
   * What a key holds.
   *
   * @throws CommandException where that is no text
   */
  static Optional<EtcdValue> value(EtcdSnapshot snapshot, String key) {
    if (snapshot.notText().containsKey(key)) {
      throw new CommandException(
          Exit.FAILED,
          "etcd key "
              + key
              + " "
              + Fleet.NOT_TEXT
              + ": look at it, and write it again or delete it, with etcdctl");
    }
    return Optional.ofNullable(snapshot.values().get(key));
  }

  /** Its keys that are there and hold text, in order. */
  List<String> keys(EtcdSnapshot snapshot) {
    return snapshot.values().keySet().stream().filter(this::covers).toList();
  }

  boolean covers(String key) {
    return ranges.stream().anyMatch(range -> Member.covers(range, key));
  }

  /** The one key that holds it all; nothing where it may have several. */
  Optional<String> onlyKey() {
    return ranges.size() == 1 && !ranges.get(0).prefix()
        ? Optional.of(ranges.get(0).key())
        : Optional.empty();
  }

  /**
   * The key that a name means: a whole key, or what stands behind the prefix.
   *
   * @param name null for the only key
   * @throws CommandException where there is no such key in this list, or several
   */
  String key(String name) {
    if (name == null) {
      return onlyKey()
          .orElseThrow(
              () ->
                  new CommandException(
                      Exit.USAGE, "Name one of its keys, for the list is at " + ranges));
    }
    if (covers(name)) {
      return name;
    }
    List<String> keys = new ArrayList<>();
    ranges.stream().filter(EtcdRange::prefix).forEach(range -> keys.add(range.key() + name));
    if (keys.size() != 1 || name.startsWith("/")) {
      throw new CommandException(
          Exit.USAGE,
          "'"
              + name
              + "' is no key of this list, which is at "
              + ranges
              + (keys.size() > 1 ? ": say with --prefix which is meant" : ""));
    }
    return keys.get(0);
  }

  /** Whether somebody takes each key behind a prefix of this one's for a list. */
  boolean isUnderAPrefix(String key) {
    return followers.stream()
            .flatMap(member -> member.ranges().stream())
            .anyMatch(range -> range.prefix() && Member.covers(range, key))
        || ranges.stream().anyMatch(range -> range.prefix() && Member.covers(range, key));
  }
}
