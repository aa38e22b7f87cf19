package io.sluice.config.etcd;

import java.util.Objects;

/**
 * The value of one etcd key.
 *
 * @param value the value, decoded as UTF-8
 * @param modRevision the revision of the key's last change
 */
public record EtcdValue(String value, long modRevision) {

  public EtcdValue {
    Objects.requireNonNull(value, "value");
  }

  /** Leaves the value out, which may be a secret. */
  @Override
  public String toString() {
    return "EtcdValue[modRevision=" + modRevision + ", length=" + value.length() + "]";
  }
}
