package io.sluice.connect.filetail.record;

import java.util.Collections;
import java.util.HashMap;
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

  /**
   * The source partition of a path.
   *
   * <p>Connect finds an offset by the bytes of its partition's JSON, and makes a {@link HashMap} of
   * them before it shows or resets offsets. So the fields must always be written in the order that
   * such a map has, or an offset is not found again: neither {@link Map#of}, whose order changes
   * from one JVM to the next, nor any other order will do.
   */
  public static Map<String, Object> partition(String host, String path) {
    Map<String, Object> partition = new HashMap<>();
    partition.put("host", host);
    partition.put("path", path);
    return Collections.unmodifiableMap(partition);
  }
}
