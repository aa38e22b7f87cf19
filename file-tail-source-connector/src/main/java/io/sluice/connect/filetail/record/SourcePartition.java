package io.sluice.connect.filetail.record;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A source partition: what Connect keeps one offset for.
 *
 * <p>Connect finds an offset by the bytes of its partition's JSON, and makes a {@link HashMap} of
 * them before it shows or resets offsets. So the fields must always be written in the order that
 * such a map has, or an offset is not found again: neither {@link Map#of}, whose order changes from
 * one JVM to the next, nor any other order will do.
 *
 * <p>Connect also looks it up in a hash map for each record (OffsetStorageWriter,
 * SubmittedRecords), so its hash code is kept, which is that of any map with the same in it.
 */
final class SourcePartition extends AbstractMap<String, Object> {

  private final Map<String, Object> fields = new HashMap<>();
  private final int hash;

  SourcePartition(String host, String path) {
    fields.put("host", host);
    fields.put("path", path);
    hash = fields.hashCode();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Collections.unmodifiableMap(fields).entrySet();
  }

  @Override
  public Object get(Object key) {
    return fields.get(key);
  }

  @Override
  public boolean equals(Object other) {
    return other == this || fields.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
