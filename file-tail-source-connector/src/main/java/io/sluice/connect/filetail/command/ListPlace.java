package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.LocalHost;
import io.sluice.connect.filetail.collect.CollectAgent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where in etcd the list stands that is meant, and who follows it.
 *
 * @param ranges its keys and prefixes
 * @param followers connectors that take any of them for their list
 */
record ListPlace(List<EtcdRange> ranges, List<Member> followers) {

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
    List<Member> found =
        fleet.select(host, given.connector).stream()
            .filter(member -> !member.ranges().isEmpty())
            .toList();
    if (found.size() == 1) {
      return new ListPlace(found.get(0).ranges(), found);
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
    List<Member> followers =
        fleet.select(null, given.connector).stream()
            .filter(member -> member.ranges().stream().anyMatch(its -> meet(its, range)))
            .toList();
    return new ListPlace(List.of(range), followers);
  }

  private static boolean meet(EtcdRange one, EtcdRange other) {
    return Member.covers(one, other.key()) || Member.covers(other, one.key());
  }

  private static String fillIn(
      String text, String host, Fleet fleet, LocalHost local, List<URI> endpoints) {
    if (host == null) {
      return local.fillIn(text, endpoints);
    }
    Optional<CollectAgent> agent =
        fleet.select(host, null).stream().flatMap(member -> member.agent().stream()).findFirst();
    String filled = text.replace("{hostname}", agent.map(CollectAgent::host).orElse(host));
    if (filled.contains("{ip}") && agent.isEmpty() && !host.matches("[0-9.]+|[0-9a-fA-F:]*:.*")) {
      throw new CommandException(
          Exit.FAILED,
          "The address of " + host + " is not known, for it is not registered: write it for {ip}");
    }
    return filled.replace("{ip}", agent.map(CollectAgent::address).orElse(host));
  }

  /** Those that take a key for one of their lists. */
  List<Member> followersOf(String key) {
    return followers.stream().filter(member -> member.follows(key)).toList();
  }

  /** Reads all lists of those that follow it, for they are checked together. */
  EtcdSnapshot read(Etcd etcd) {
    Set<EtcdRange> all = new LinkedHashSet<>(ranges);
    followers.forEach(member -> all.addAll(member.ranges()));
    return etcd.read(List.copyOf(all));
  }

  /** Its keys that are there, in order. */
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
