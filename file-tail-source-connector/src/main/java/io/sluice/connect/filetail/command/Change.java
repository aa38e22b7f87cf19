package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdValue;
import java.util.Optional;

/**
 * What is to become of a key.
 *
 * @param before what it holds; nothing where it is not there
 * @param after what it is to hold; nothing where it is to be deleted
 * @param source what the new text is called in problems
 */
record Change(String key, Optional<EtcdValue> before, Optional<String> after, String source) {

  /** Revision of the key's last change; 0 where it is not there. */
  long revision() {
    return before.map(EtcdValue::modRevision).orElse(0L);
  }

  boolean changesNothing() {
    return before.map(EtcdValue::value).equals(after);
  }
}
