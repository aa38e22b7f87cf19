package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells copies that are being made of a path's file from rotated files that hold only what it
 * begins with.
 *
 * <p>While {@code copytruncate} has not truncated the file yet, the copy holds nothing that is not
 * in the file, from which it is read. But neither does a rotated file into which a program wrote
 * nothing but the lines with which it begins each file, and those are to be sent. A long file is a
 * copy. A short one may be either; but a copy grows until the truncation follows. So nothing is
 * decided until it has been seen to stand still for a minute: then it is none.
 */
final class CopiesInTheMaking {

  private static final Logger LOG = LoggerFactory.getLogger(CopiesInTheMaking.class);
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  /** More than are open at once. One that is forgotten has to stand still anew. */
  private static final int MOST = 1024;

  /** No two files begin with so many bytes that are the same. */
  private static final long CONCLUSIVE_BYTES = 4L * HashedSpan.LONGEST_HEAD;

  private record Seen(FileStat stat, long since, boolean told) {}

  private final LongSupplier nanoTime;
  private final Map<FileIdentity, Seen> undecided = new LinkedHashMap<>();

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  CopiesInTheMaking(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Looks at files, so that none of them need stand still only after another has. */
  void see(List<OpenFile> files, Content source) throws IOException {
    for (OpenFile file : files) {
      if (!file.content().isFinal() && file.isHeldBy(source)) {
        seen(file);
      }
    }
  }

  private Seen seen(OpenFile file) throws IOException {
    FileStat stat = file.stat();
    Seen seen = undecided.get(file.identity());
    if (seen == null || !seen.stat().equals(stat)) {
      seen = new Seen(stat, nanoTime.getAsLong(), false);
      undecided.put(file.identity(), seen);
      forgetOldest();
    }
    return seen;
  }

  /** Of those that are deleted nobody tells. */
  private void forgetOldest() {
    if (undecided.size() > MOST) {
      Iterator<FileIdentity> oldest = undecided.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * Whether a file is a copy that is being made of another.
   *
   * @throws NotReadyException while that is not known
   */
  boolean contain(OpenFile file, Content source) throws IOException {
    if (file.content().isFinal() || !file.isHeldBy(source)) {
      undecided.remove(file.identity());
      return false;
    }
    if (file.content().size() >= CONCLUSIVE_BYTES) {
      return true;
    }
    Seen seen = seen(file);
    if (nanoTime.getAsLong() - seen.since() < LONGEST_PAUSE_NANOS) {
      throw new NotReadyException(file.path() + " may be a copy that is being made");
    }
    if (seen.told()) {
      return false;
    }
    undecided.put(file.identity(), new Seen(seen.stat(), seen.since(), true));
    LOG.info(
        "{}: its {} bytes are those that the path's file begins with, and it has not changed for a"
            + " minute: it is read as a rotated file, not as a copy of that",
        file.path(),
        seen.stat().size());
    return false;
  }
}
