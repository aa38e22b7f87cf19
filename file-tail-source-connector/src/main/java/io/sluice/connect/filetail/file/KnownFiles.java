package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that are not to be taken for others.
 *
 * <p>An inode is used again as soon as its file is deleted, which rotation does all the time. So a
 * file is known only if its first bytes are the same, too; unless it is open, for then its inode
 * cannot be used again. A compressed file that was never looked into is known by its size and time.
 *
 * <p>When a file is compressed, its content gets another inode. {@link #originals} are those that
 * this may have happened to.
 */
final class KnownFiles {

  /**
   * @param certain whether the inode suffices
   * @param content what is known of the content; null where nothing is
   * @param size the content's, in bytes
   * @param compressed as the folder lists it; null for a file that was looked into
   */
  private record Known(boolean certain, FilePosition content, long size, FileStat compressed) {}

  /**
   * A file by its content.
   *
   * @param content how far it is known
   * @param size its size in bytes
   */
  record Original(FilePosition content, long size) {

    /** From here on two files that agree in their beginning and before their end are the same. */
    private static final long CONCLUSIVE_BYTES = 4L * HashedSpan.LONGEST_HEAD;

    /**
     * Whether a file that holds this content is this one, compressed. It may have been written to
     * since; but a short beginning proves nothing, many logs begin with the same lines.
     */
    boolean hasBecome(long decompressedSize) {
      return decompressedSize == size || (decompressedSize > size && size >= CONCLUSIVE_BYTES);
    }

    /** Whether a file is this one, uncompressed. */
    boolean isStill(OpenFile file) throws IOException {
      return file.identity().equals(content.identity())
          && file.content().size() >= size
          && holdsHead(file, content.head());
    }
  }

  private final Map<FileIdentity, Known> files = new HashMap<>();

  /** Adds a file that is open, or whose content cannot be read. */
  void add(FileIdentity identity) {
    Known before = files.get(identity);
    files.put(
        identity,
        before == null
            ? new Known(true, null, 0, null)
            : new Known(true, before.content, before.size, before.compressed));
  }

  void addOpen(FilePosition content, long size) {
    files.put(content.identity(), new Known(true, content, size, null));
  }

  void add(FilePosition content, long size) {
    files.put(content.identity(), new Known(false, content, size, null));
  }

  void addCompressed(FileStat stat) {
    files.put(stat.identity(), new Known(false, null, 0, stat));
  }

  void addAll(KnownFiles others) {
    files.putAll(others.files);
  }

  void remove(FileIdentity identity) {
    files.remove(identity);
  }

  boolean contain(OpenFile file) throws IOException {
    Known known = files.get(file.identity());
    return known != null
        && (known.certain || known.content == null || holdsHead(file, known.content.head()));
  }

  private static boolean holdsHead(OpenFile file, HashedSpan head) throws IOException {
    return head == null || head.isIn(file.content());
  }

  /**
   * Whether a compressed file is known.
   *
   * @param head the first bytes of its content
   */
  boolean contain(FileStat stat, GzipHead head) {
    Known known = files.get(stat.identity());
    if (known == null || known.certain) {
      return known != null;
    }
    return known.content == null ? stat.equals(known.compressed) : head.mayBe(known.content.head());
  }

  /**
   * Those that a compressed file may have been made from.
   *
   * @param head the first bytes of the compressed content
   */
  List<Original> originals(GzipHead head) {
    List<Original> originals = new ArrayList<>();
    for (Known known : files.values()) {
      if (known.content != null
          && known.content.head() != null
          && head.mayBe(known.content.head())) {
        originals.add(new Original(known.content, known.size));
      }
    }
    return originals;
  }
}
