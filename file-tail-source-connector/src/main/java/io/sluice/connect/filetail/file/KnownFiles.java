package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Files that are not to be taken for others.
 *
 * <p>An inode is used again as soon as its file is deleted, which rotation does all the time. So a
 * file is known only if its first bytes and the last that are known are the same, too; unless it is
 * open, for then its inode cannot be used again. A file in which nothing could be looked at, for it
 * is empty, compressed or cannot be read, is known by its size and time. So an empty one that is
 * written to is none that is known any more: nobody could tell its lines from those of another with
 * its inode, be it under the same name, and none of them was read. It still is known where its name
 * may as well be that of another program's log: {@code app-1.log} is left alone.
 *
 * <p>When a file is compressed, its content gets another inode. {@link #originals} are those that
 * this may have happened to.
 */
final class KnownFiles {

  /**
   * @param certain whether the inode suffices
   * @param content all of it; null where nothing is known of it
   * @param listed as the folder lists it; null for a file of which the content is known
   * @param path of one that cannot be read or is empty; null where its name does not matter
   */
  private record Known(boolean certain, FilePosition content, FileStat listed, Path path) {

    boolean is(OpenFile file, boolean byName) throws IOException {
      if (certain || content != null) {
        return certain || file.continuesFrom(content);
      }
      boolean isAsListed =
          listed.size() == file.content().size() && listed.modified().equals(file.modified());
      return isAsListed || (byName && isByName() && file.path().equals(path));
    }

    private boolean isByName() {
      return path != null && listed.size() == 0 && !RotatedNames.isRotation(path);
    }

    /** Whether it is the same, as far as can be told without a look into it. */
    boolean is(FileStat stat) {
      return certain
          || stat.equals(listed)
          || (content != null
              && content.position() == stat.size()
              && (content.modified() == null || content.modified() == stat.modified().toMillis()));
    }
  }

  /**
   * A file by its content.
   *
   * @param content how far it is known
   * @param size its size in bytes
   * @param mayBeMore whether it may have been larger than that when it was compressed
   */
  record Original(FilePosition content, long size, boolean mayBeMore) {

    /** From here on two files that agree in their beginning and before their end are the same. */
    private static final long CONCLUSIVE_BYTES = 4L * HashedSpan.LONGEST_HEAD;

    /**
     * Whether a file that holds this content is this one, compressed. It may have been written to
     * since; but a short beginning proves nothing, many logs begin with the same lines.
     */
    boolean hasBecome(long decompressedSize) {
      return decompressedSize == size
          || (decompressedSize > size && (mayBeMore || size >= CONCLUSIVE_BYTES));
    }

    /** Whether a file is this one, uncompressed. */
    boolean isStill(OpenFile file) throws IOException {
      return file.identity().equals(content.identity())
          && file.content().size() >= size
          && file.continuesFrom(content);
    }

    /** Whether a position is one in the same file, be it further on or not as far. */
    boolean isOf(FilePosition position) {
      return isSameFileAs(position) && Objects.equals(content.head(), position.head());
    }

    /**
     * The same where more may be known of the file's beginning than there was. Its inode may have
     * been used before it for another file, which was compressed.
     */
    boolean isSameFileAs(FilePosition position) {
      return content.identity().equals(position.identity()) && content.epoch() == position.epoch();
    }

    Original at(FilePosition position) {
      return new Original(position, size, mayBeMore);
    }
  }

  private final Map<FileIdentity, Known> files = new HashMap<>();

  /** Content that files had which may have been compressed since, and their inodes used again. */
  private final Set<Original> former = new LinkedHashSet<>();

  private void put(FileIdentity identity, Known known) {
    Known before = files.put(identity, known);
    if (before != null && before.content != null && !before.content.equals(known.content)) {
      former.add(new Original(before.content, before.content.position(), false));
    }
  }

  /** Adds a file that is open. */
  void add(FileIdentity identity) {
    Known before = files.get(identity);
    files.put(
        identity,
        before == null
            ? new Known(true, null, null, null)
            : new Known(true, before.content, before.listed, null));
  }

  /** Adds a file that is open, with all that is in it. */
  void addOpen(FilePosition all) {
    put(all.identity(), new Known(true, all, null, null));
  }

  /** Adds a file with all that is in it. */
  void add(OpenFile file) throws IOException {
    FilePosition all = file.all();
    Known known =
        all.position() == 0
            ? new Known(false, null, file.stat(), file.path())
            : new Known(false, all, null, null);
    Known before = files.get(file.identity());
    if (before != null && before.content != null && file.continuesFrom(before.content)) {
      // It has grown, and all that was in it still is.
      files.put(file.identity(), known);
    } else {
      put(file.identity(), known);
    }
  }

  /**
   * Adds a file that may be gone. Of one that was empty nothing is known but its inode, which
   * another may have by now.
   */
  void add(FilePosition content) {
    if (content.isKnownByContent()) {
      put(content.identity(), new Known(false, content, null, null));
    }
  }

  /** Adds the files that were left in earlier runs. */
  void addLeft(Rotation rotation) {
    rotation.left().forEach(one -> add(one.end()));
  }

  /**
   * Adds what was in a file before it was truncated, so far as it was read.
   *
   * @param size how much there was at least
   */
  void addFormer(FilePosition content, long size) {
    former.add(new Original(content, size, true));
  }

  void addCompressed(FileStat stat) {
    put(stat.identity(), new Known(false, null, stat, null));
  }

  /** Adds a file that cannot be read. */
  void addUnreadable(RotatedFile file) {
    put(file.stat().identity(), new Known(false, null, file.stat(), file.path()));
  }

  void addAll(KnownFiles others) {
    others.files.forEach(this::put);
    former.addAll(others.former);
  }

  void remove(FileIdentity identity) {
    files.remove(identity);
  }

  boolean contain(OpenFile file) throws IOException {
    return contain(file, true);
  }

  /**
   * Whether a file is known.
   *
   * @param byName whether the name suffices of one that was empty, and may be another program's
   */
  boolean contain(OpenFile file, boolean byName) throws IOException {
    Known known = files.get(file.identity());
    return known != null && known.is(file, byName);
  }

  /** Whether a compressed file is known without a look into it. */
  boolean containUnread(FileStat stat) {
    Known known = files.get(stat.identity());
    return known != null && (known.certain || stat.equals(known.listed));
  }

  /** Whether a file is known, or was, that has or had this inode. */
  boolean mayContain(FileIdentity identity) {
    return files.containsKey(identity);
  }

  /** Whether the inode suffices to know a file. */
  boolean isCertain(FileIdentity identity) {
    Known known = files.get(identity);
    return known != null && known.certain;
  }

  /**
   * Whether a file that cannot be read is known.
   *
   * @param byName whether its name suffices where it could not be read before, for another program
   *     may have written to it
   */
  boolean containUnreadable(RotatedFile file, boolean byName) {
    Known known = files.get(file.stat().identity());
    return known != null
        && (known.is(file.stat())
            || (byName && known.listed != null && file.path().equals(known.path)));
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
        originals.add(new Original(known.content, known.content.position(), false));
      }
    }
    former.stream().filter(one -> head.mayBe(one.content.head())).forEach(originals::add);
    return originals;
  }
}
