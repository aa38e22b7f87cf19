package io.sluice.config.etcd;

/**
 * A key whose name or value is not UTF-8.
 *
 * @param modRevision the revision of the key's last change
 * @param line of the value's first byte that is not UTF-8, from 1; 0 where it is the name that is
 *     not
 * @param column of that byte, from 1, in characters; 0 where it is the name that is not
 */
public record NotText(long modRevision, int line, int column) {

  /** Whether the name is to blame, and not the value. */
  public boolean isInTheName() {
    return line == 0;
  }
}
