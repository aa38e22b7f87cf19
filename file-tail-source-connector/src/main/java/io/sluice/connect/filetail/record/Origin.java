package io.sluice.connect.filetail.record;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where lines come from and go to.
 *
 * @param fields extra fields of each document: texts, numbers, booleans, lists of texts, and maps
 *     of these
 */
public record Origin(
    String host, String path, String topic, Charset charset, Map<String, Object> fields) {

  /** The source partition: what Connect keeps one offset for. */
  public Map<String, Object> partition() {
    return partition(host, path);
  }

  /**
   * The source partition of a path, its fields always in this order: Connect finds an offset by the
   * bytes of its partition's JSON, so that another order is another partition.
   */
  public static Map<String, Object> partition(String host, String path) {
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("host", host);
    partition.put("path", path);
    return Collections.unmodifiableMap(partition);
  }
}
