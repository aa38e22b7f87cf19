package io.sluice.connect.filetail.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a file was read, and by what the file is known again: the content of a source offset.
 *
 * <p>Only the position is required, so that an operator can set it by hand through Connect's REST
 * API; without an identity it is taken to speak of whatever file has the path.
 *
 * @param position bytes from the beginning of the file to the end of the last line that was sent
 * @param identity null where unknown
 * @param head the beginning of the file; null where unknown
 * @param anchor some bytes before or near the position; null where unknown
 * @param modified when the file was seen to be written to last, in milliseconds since 1970; null
 *     where unknown
 * @param epoch how often the path began a new file, or its file was truncated
 */
public record FilePosition(
    long position,
    FileIdentity identity,
    HashedSpan head,
    HashedSpan anchor,
    Long modified,
    long epoch) {

  static final String POSITION = "position";
  static final String DEVICE = "device";
  static final String INODE = "inode";
  static final String HEAD = "head";
  static final String ANCHOR = "anchor";
  static final String MODIFIED = "modified";
  static final String EPOCH = "epoch";

  public FilePosition {
    if (position < 0) {
      throw new IllegalArgumentException(POSITION + " must be 0 or more, is " + position);
    }
    if (epoch < 0) {
      throw new IllegalArgumentException(EPOCH + " must be 0 or more, is " + epoch);
    }
  }

  /** Whether the content of another file can show that it is a copy of this one. */
  boolean isKnownByContent() {
    return (head != null && head.length() > 0) || (anchor != null && anchor.length() > 0);
  }

  /**
   * How large the file is at least, if it is the one that was read. Less than the position only
   * where the position was set by hand: ours do not lie behind their anchor.
   */
  long leastSize() {
    return anchor == null ? 0 : Math.min(position, anchor.end());
  }

  /** Another position in the same file. */
  FilePosition at(long other) {
    return new FilePosition(other, identity, head, anchor, modified, epoch);
  }

  /** The position in a file that was written to since, nobody knows when first. */
  FilePosition ofAnyTime() {
    return new FilePosition(position, identity, head, anchor, null, epoch);
  }

  /** The Connect source offset that {@link #fromOffset} reads back. */
  public Map<String, Object> toOffset() {
    Map<String, Object> offset = new LinkedHashMap<>();
    offset.put(POSITION, position);
    if (identity != null) {
      offset.put(DEVICE, identity.device());
      offset.put(INODE, identity.inode());
    }
    if (head != null) {
      offset.put(HEAD, head.toString());
    }
    if (anchor != null) {
      offset.put(ANCHOR, anchor.toString());
    }
    if (modified != null) {
      offset.put(MODIFIED, modified);
    }
    offset.put(EPOCH, epoch);
    return offset;
  }

  /**
   * @throws IllegalArgumentException that names the field, its value and what it must be
   */
  public static FilePosition fromOffset(Map<String, ?> offset) {
    for (String field : offset.keySet()) {
      switch (field) {
        case POSITION, DEVICE, INODE, HEAD, ANCHOR, MODIFIED, EPOCH -> {}
        default ->
            throw new IllegalArgumentException("'" + field + "' is no field of a file's offset");
      }
    }
    Optional<Long> device = number(offset, DEVICE);
    Optional<Long> inode = number(offset, INODE);
    if (device.isPresent() != inode.isPresent()) {
      throw new IllegalArgumentException(DEVICE + " and " + INODE + " belong together");
    }
    return new FilePosition(
        number(offset, POSITION)
            .orElseThrow(() -> new IllegalArgumentException(POSITION + " is missing")),
        device.isPresent() ? new FileIdentity(device.get(), inode.get()) : null,
        span(offset, HEAD),
        span(offset, ANCHOR),
        number(offset, MODIFIED).orElse(null),
        number(offset, EPOCH).orElse(0L));
  }

  private static Optional<Long> number(Map<String, ?> offset, String field) {
    Object value = offset.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Long || value instanceof Integer) {
      return Optional.of(((Number) value).longValue());
    }
    throw new IllegalArgumentException(field + " must be a whole number, is '" + value + "'");
  }

  private static HashedSpan span(Map<String, ?> offset, String field) {
    Object value = offset.get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      try {
        return HashedSpan.parse(text);
      } catch (IllegalArgumentException malformed) {
        throw new IllegalArgumentException(field + ": " + malformed.getMessage(), malformed);
      }
    }
    throw new IllegalArgumentException(field + " must be a text, is '" + value + "'");
  }
}
