package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Files that cannot be opened, or read, by their inodes: to root, none would be forbidden. */
final class FailingDisk implements FileOpener.Channels {

  private final Map<Object, String> closed = new HashMap<>();
  private final Set<Object> broken = new HashSet<>();
  private final Map<Object, Integer> stale = new HashMap<>();

  private long brokenFrom = Long.MAX_VALUE;

  /** How often a file was opened. */
  int opened;

  /** Opening the file fails as it does without permission. */
  void forbid(Path file) throws IOException {
    closed.put(key(file), null);
  }

  /** Opening the file fails for another reason. */
  void fail(Path file, String reason) throws IOException {
    closed.put(key(file), reason);
  }

  void allow(Path file) throws IOException {
    closed.remove(key(file));
  }

  /** Reading the file fails, be it open or not. */
  void breakUp(Path file) throws IOException {
    broken.add(key(file));
  }

  /** Reading the file fails through the descriptors that are open now. */
  void makeStale(Path file) throws IOException {
    Object key = key(file);
    stale.put(key, stale.getOrDefault(key, 0) + 1);
  }

  void mend(Path file) throws IOException {
    broken.remove(key(file));
  }

  /** Reading any file fails behind a position. */
  void breakFrom(long position) {
    brokenFrom = position;
  }

  void mendAll() {
    brokenFrom = Long.MAX_VALUE;
    broken.clear();
    closed.clear();
  }

  private static Object key(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public FileChannel open(AllowedPath path) throws IOException {
    Path real = path.real();
    Object key = key(real);
    if (closed.containsKey(key)) {
      String reason = closed.get(key);
      throw reason == null
          ? new AccessDeniedException(real.toString())
          : new FileSystemException(real.toString(), null, reason);
    }
    opened++;
    int openedAt = stale.getOrDefault(key, 0);
    FileChannel channel = LinkFreeFile.open(path);
    return new CountingChannel(channel) {
      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        if (stale.getOrDefault(key, 0) > openedAt) {
          throw new IOException("Stale file handle");
        }
        if (broken.contains(key) || position >= brokenFrom) {
          throw new IOException("Input/output error");
        }
        return super.read(target, position);
      }
    };
  }
}
