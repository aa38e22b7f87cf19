package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of connectors by host: {@code {host}/{connector}} behind a prefix. Roles give each host the
 * keys behind its own name, so the part of a key next to the prefix tells whose it is, and nothing
 * else does.
 *
 * @param base the prefix of all hosts
 * @param host only those of this host are meant; null for all
 */
record HostPrefix(String base, String host) {

  static final String AGENTS_DEFAULT = "/sluice/agents/";
  static final String STATUSES_DEFAULT = "/sluice/status/";

  private static final Set<String> OF_ALL_HOSTS = Set.of(AGENTS_DEFAULT, STATUSES_DEFAULT);

  /** Whose a key is. */
  record Owner(String host, String connector) {}

  /**
   * @param option where it is named
   * @param prefix may reach into the host's part of the key, for who may not read all hosts
   * @param host the one that is meant, without which nothing tells that the end of a prefix of
   *     one's own is a host's name; null where none is
   * @throws CommandException where it is none
   */
  static HostPrefix of(String option, String prefix, String host) {
    if (!prefix.endsWith("/")) {
      throw new CommandException(
          Exit.USAGE, option + " " + prefix + " is to end in /, as a prefix of whole names does");
    }
    for (String base : OF_ALL_HOSTS) {
      String rest = prefix.startsWith(base) ? prefix.substring(base.length()) : "";
      if (rest.indexOf('/') > 0 && rest.indexOf('/') == rest.length() - 1) {
        return new HostPrefix(base, rest.substring(0, rest.length() - 1));
      }
    }
    if (host != null && prefix.endsWith("/" + host + "/")) {
      return new HostPrefix(prefix.substring(0, prefix.length() - host.length() - 1), host);
    }
    return new HostPrefix(prefix, null);
  }

  /** Only those of one host, which who may not read all may read. */
  HostPrefix only(String one) {
    return host == null ? new HostPrefix(base, one) : this;
  }

  EtcdRange range() {
    return new EtcdRange(host == null ? base : base + host + "/", true);
  }

  boolean covers(String key) {
    return Member.covers(range(), key);
  }

  /** Whose key it is; nothing where it is at no host's place, this one's or another's. */
  Optional<Owner> owner(String key) {
    if (!key.startsWith(base)) {
      return Optional.empty();
    }
    String rest = key.substring(base.length());
    int slash = rest.indexOf('/');
    return slash > 0 && slash < rest.length() - 1
        ? Optional.of(new Owner(rest.substring(0, slash), rest.substring(slash + 1)))
        : Optional.empty();
  }

  String keyOf(String itsHost, String connector) {
    return base + itsHost + "/" + connector;
  }
}
