package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that are not to be taken for others.
 *
 * <p>An inode is used again as soon as its file is deleted, which rotation does all the time. So a
 * file is known only if its first bytes are the same, too; unless it is open, for then its inode
 * cannot be used again.
 */
final class KnownFiles {

  private final Map<FileIdentity, HashedSpan> heads = new HashMap<>();

  /**
   * @param head null for a file that is open, or whose content cannot be read
   */
  void add(FileIdentity identity, HashedSpan head) {
    heads.put(identity, head);
  }

  void addAll(KnownFiles others) {
    heads.putAll(others.heads);
  }

  void remove(FileIdentity identity) {
    heads.remove(identity);
  }

  boolean contain(OpenFile file) throws IOException {
    if (!heads.containsKey(file.identity())) {
      return false;
    }
    HashedSpan head = heads.get(file.identity());
    return head == null || head.isIn(file.content());
  }
}
