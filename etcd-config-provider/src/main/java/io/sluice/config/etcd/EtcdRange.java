package io.sluice.config.etcd;

import java.util.Objects;

/**
 * One etcd key, or every key that begins with a prefix.
 *
 * @param key the key, or the prefix
 * @param prefix whether {@code key} is a prefix
 */
public record EtcdRange(String key, boolean prefix) {

  public EtcdRange {
    Objects.requireNonNull(key, "key");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("An etcd key or prefix must not be empty");
    }
  }

  /** Reads a key as users write it: a trailing {@code /} makes it a prefix. */
  public static EtcdRange of(String keyOrPrefix) {
    return new EtcdRange(keyOrPrefix, keyOrPrefix.endsWith("/"));
  }

  static EtcdRange exactly(String key) {
    return new EtcdRange(key, false);
  }

  @Override
  public String toString() {
    return prefix ? key + "*" : key;
  }
}
