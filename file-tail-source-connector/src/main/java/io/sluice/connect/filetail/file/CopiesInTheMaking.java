package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells copies that are being made of a path's file from rotated files that hold only what it
 * begins with.
 *
 * <p>While {@code copytruncate} has not truncated the file yet, the copy holds nothing that is not
 * in the file, from which it is read; nor does one that is compressed at once ({@code gzip -c}).
 * But neither does a rotated file into which a program wrote nothing but the lines with which it
 * begins each file, and those are to be sent. A long file is a copy. A short one may be either; but
 * a copy grows until the truncation follows. So nothing is decided until it has been seen to stand
 * still for a minute: then it is none.
 *
 * <p>Where such files are rotated more often than that, by a program that begins again and again,
 * one of them always is too young. So where files were waited for, for a minute, those need not
 * stand still for so long that came meanwhile: they are more of the same.
 */
final class CopiesInTheMaking {

  private static final Logger LOG = LoggerFactory.getLogger(CopiesInTheMaking.class);
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;
  private static final long USUAL_PAUSE_NANOS = 1_000_000_000L;

  /**
   * A wait that nobody went on with for so long is over. A path rests far less long between two
   * looks, however many files its task has.
   */
  private static final long FORGOTTEN_AFTER_NANOS = 300_000_000_000L;

  /** More than are open at once. One that is forgotten has to stand still anew. */
  private static final int MOST = 1024;

  /** No two files begin with so many bytes that are the same. */
  private static final long CONCLUSIVE_BYTES = 4L * HashedSpan.LONGEST_HEAD;

  /**
   * @param grown whether it was seen to grow, under one name: another file may get its inode
   */
  private record Seen(RotatedFile file, long since, boolean grown, boolean told) {

    boolean hasGrownTo(RotatedFile later) {
      return file.path().equals(later.path())
          && (grown || file.stat().size() < later.stat().size());
    }
  }

  private final LongSupplier nanoTime;
  private final Map<FileIdentity, Seen> undecided = new LinkedHashMap<>();

  /** Since when nothing could be decided; null where something was. */
  private Long waitingSince;

  private long waitedAt;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  CopiesInTheMaking(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Those of the files that are no copies which are being made of another. The copies are closed;
   * and all files where this fails.
   *
   * @throws NotReadyException while that is not known of one of them
   */
  List<OpenFile> without(List<OpenFile> files, Content source) throws IOException {
    List<OpenFile> others = new ArrayList<>();
    try {
      see(files, source);
      for (OpenFile file : files) {
        if (contain(file, source)) {
          file.close();
        } else {
          others.add(file);
        }
      }
      waitingSince = null;
      return others;
    } catch (NotReadyException waiting) {
      noteWait(nanoTime.getAsLong());
      Closing.after(waiting, files);
      throw waiting;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, files);
      throw failed;
    }
  }

  private void noteWait(long now) {
    if (waitingSince == null || now - waitedAt >= FORGOTTEN_AFTER_NANOS) {
      waitingSince = now;
    }
    waitedAt = now;
  }

  /** Whether something is waited for, and that for as long as any file has to stand still. */
  private boolean hasWaitedLong(long now) {
    return waitingSince != null
        && now - waitedAt < FORGOTTEN_AFTER_NANOS
        && now - waitingSince >= LONGEST_PAUSE_NANOS;
  }

  /** Looks at files, so that none of them need stand still only after another has. */
  private void see(List<OpenFile> files, Content source) throws IOException {
    for (OpenFile file : files) {
      if (file.isHeldBy(source)) {
        seen(file);
      }
    }
  }

  private Seen seen(OpenFile file) throws IOException {
    RotatedFile now = new RotatedFile(file.path(), file.stat());
    Seen before = undecided.get(file.identity());
    Seen seen;
    if (before == null) {
      seen = new Seen(now, nanoTime.getAsLong(), false, false);
    } else if (before.file().stat().equals(now.stat())) {
      seen = new Seen(now, before.since(), before.grown(), before.told());
    } else {
      seen = new Seen(now, nanoTime.getAsLong(), before.hasGrownTo(now), false);
    }
    undecided.put(file.identity(), seen);
    forgetOldest();
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

  /** Whether a file is so long that another which begins with all of it is no other by chance. */
  static boolean isLong(OpenFile file) throws IOException {
    return file.content().size() >= CONCLUSIVE_BYTES;
  }

  private boolean contain(OpenFile file, Content source) throws IOException {
    if (!file.isHeldBy(source)) {
      undecided.remove(file.identity());
      return false;
    }
    if (isLong(file)) {
      return true;
    }
    Seen seen = seen(file);
    if (seen.told()) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long pause = !seen.grown() && hasWaitedLong(now) ? USUAL_PAUSE_NANOS : LONGEST_PAUSE_NANOS;
    if (now - seen.since() < pause) {
      throw new NotReadyException(file.path() + " may be a copy that is being made");
    }
    undecided.put(file.identity(), new Seen(seen.file(), seen.since(), seen.grown(), true));
    LOG.info(
        "{}: its {} bytes are those that the path's file begins with, and for {} seconds it has"
            + " not changed: it is read as a rotated file, not as a copy of that",
        file.path(),
        seen.file().stat().size(),
        TimeUnit.NANOSECONDS.toSeconds(now - seen.since()));
    return false;
  }
}
