package io.sluice.config.etcd;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of a write that was to happen only to a key nobody else has changed.
 *
 * @param done whether it happened; if not, somebody has changed the key
 * @param revision the store's revision that it made; where it did not happen, that of the answer
 * @param found where it did not happen: what the key holds, nothing where there is none
 */
public record EtcdReplacement(boolean done, long revision, Optional<EtcdValue> found) {

  public EtcdReplacement {
    Objects.requireNonNull(found, "found");
  }

  static EtcdReplacement made(long revision) {
    return new EtcdReplacement(true, revision, Optional.empty());
  }

  static EtcdReplacement refused(long revision, Optional<EtcdValue> found) {
    return new EtcdReplacement(false, revision, found);
  }
}
