package io.sluice.connect.filetail.record;

import java.util.Map;

/**
 * Where lines come from and go to.
 *
 * @param fields extra fields of each document: texts, numbers, booleans, lists of texts, and maps
 *     of these
 */
public record Origin(String host, String path, String topic, Map<String, Object> fields) {

  /** The source partition: what Connect keeps one offset for. */
  public Map<String, Object> partition() {
    return partition(host, path);
  }

  /** The source partition of a path. */
  public static Map<String, Object> partition(String host, String path) {
    return new SourcePartition(host, path);
  }
}
