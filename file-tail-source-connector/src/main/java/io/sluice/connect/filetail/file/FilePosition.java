package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
 * @param rotation how the file stands to the others that had its path
 */
public record FilePosition(
    long position,
    FileIdentity identity,
    HashedSpan head,
    HashedSpan anchor,
    Long modified,
    long epoch,
    Rotation rotation) {

  static final String POSITION = "position";
  static final String DEVICE = "device";
  static final String INODE = "inode";
  static final String HEAD = "head";
  static final String ANCHOR = "anchor";
  static final String MODIFIED = "modified";
  static final String EPOCH = "epoch";
  static final String COPY_OF_DEVICE = "copy_of_device";
  static final String COPY_OF_INODE = "copy_of_inode";
  static final String LEFT = "left";
  static final String REPLACED = "replaced";

  private static final Set<String> FIELDS =
      Set.of(
          POSITION,
          DEVICE,
          INODE,
          HEAD,
          ANCHOR,
          MODIFIED,
          EPOCH,
          COPY_OF_DEVICE,
          COPY_OF_INODE,
          LEFT,
          REPLACED);

  public FilePosition {
    if (position < 0) {
      throw new IllegalArgumentException(POSITION + " must be 0 or more, is " + position);
    }
    if (epoch < 0) {
      throw new IllegalArgumentException(EPOCH + " must be 0 or more, is " + epoch);
    }
  }

  /** Whether a file has this content, as far as that is known. */
  boolean isIn(Content file) throws IOException {
    return (head == null || head.isIn(file)) && (anchor == null || anchor.isIn(file));
  }

  /** Whether the content of another file can show that it is a copy of this one. */
  boolean isKnownByContent() {
    return (head != null && head.length() > 0) || (anchor != null && anchor.length() > 0);
  }

  /**
   * How large the file is at least, if it is the one that was read, or a copy of it. Less than the
   * position only where that was set by hand: ours do not lie behind their anchor.
   */
  long leastSize() {
    return anchor == null ? 0 : Math.min(position, anchor.end());
  }

  /** Another position in the same file. */
  FilePosition at(long other) {
    return new FilePosition(other, identity, head, anchor, modified, epoch, rotation);
  }

  /** The position in a file that was written to since, nobody knows when first. */
  FilePosition ofAnyTime() {
    return new FilePosition(position, identity, head, anchor, null, epoch, rotation);
  }

  /** The same position in a file that was truncated since. */
  FilePosition inNextEpoch() {
    return new FilePosition(position, identity, head, anchor, modified, epoch + 1, rotation);
  }

  /** The Connect source offset that {@link #fromOffset} reads back. */
  public Map<String, Object> toOffset() {
    Map<String, Object> offset = new LinkedHashMap<>();
    offset.put(POSITION, position);
    put(offset, identity, DEVICE, INODE);
    put(offset, head, HEAD);
    put(offset, anchor, ANCHOR);
    if (modified != null) {
      offset.put(MODIFIED, modified);
    }
    offset.put(EPOCH, epoch);
    put(offset, rotation.source(), COPY_OF_DEVICE, COPY_OF_INODE);
    if (!rotation.left().isEmpty()) {
      offset.put(LEFT, ReadFile.text(rotation.left()));
    }
    if (rotation.replaced() != null) {
      offset.put(REPLACED, rotation.replaced());
    }
    return offset;
  }

  private static void put(
      Map<String, Object> offset, FileIdentity identity, String device, String inode) {
    if (identity != null) {
      offset.put(device, identity.device());
      offset.put(inode, identity.inode());
    }
  }

  private static void put(Map<String, Object> offset, HashedSpan span, String field) {
    if (span != null) {
      offset.put(field, span.toString());
    }
  }

  /**
   * @throws IllegalArgumentException that names the field, its value and what it must be
   */
  public static FilePosition fromOffset(Map<String, ?> offset) {
    for (String field : offset.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException("'" + field + "' is no field of a file's offset");
      }
    }
    return new FilePosition(
        number(offset, POSITION)
            .orElseThrow(() -> new IllegalArgumentException(POSITION + " is missing")),
        identity(offset, DEVICE, INODE),
        parse(offset, HEAD, HashedSpan::parse).orElse(null),
        parse(offset, ANCHOR, HashedSpan::parse).orElse(null),
        number(offset, MODIFIED).orElse(null),
        number(offset, EPOCH).orElse(0L),
        new Rotation(
            identity(offset, COPY_OF_DEVICE, COPY_OF_INODE),
            parse(offset, LEFT, ReadFile::parse).orElse(List.of()),
            number(offset, REPLACED).orElse(null)));
  }

  private static FileIdentity identity(
      Map<String, ?> offset, String deviceField, String inodeField) {
    Optional<Long> device = number(offset, deviceField);
    Optional<Long> inode = number(offset, inodeField);
    if (device.isPresent() != inode.isPresent()) {
      throw new IllegalArgumentException(deviceField + " and " + inodeField + " belong together");
    }
    return device.isPresent() ? new FileIdentity(device.get(), inode.get()) : null;
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

  private static <T> Optional<T> parse(
      Map<String, ?> offset, String field, Function<String, T> parser) {
    Object value = offset.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      try {
        return Optional.of(parser.apply(text));
      } catch (IllegalArgumentException malformed) {
        throw new IllegalArgumentException(field + ": " + malformed.getMessage(), malformed);
      }
    }
    throw new IllegalArgumentException(field + " must be a text, is '" + value + "'");
  }
}
