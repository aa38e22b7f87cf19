package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about an open file that cannot be read.
 *
 * <p>It is tried again, at first soon and then every few seconds, through a new descriptor where
 * the file still has a name: that is all that helps where a file server has started anew. One that
 * is alone is looked for as after a restart, and tried for ever. One that has a successor is given
 * up after a minute, for the lines that come after it are waiting: what was not read of it is
 * counted as lost. But not while the successor cannot be read either, or the folder, for then the
 * file system is at fault, and may be mended.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final long FIRST_PAUSE_NANOS = 100_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;

  private final Path path;
  private final FileOpener opener;
  private final Siblings siblings;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final LeftFiles left;
  private final ResumePoint resumePoint;
  private final CopiedAway copiedAway;
  private final EarlierFiles earlier;
  private final FileCounts counts;

  /** Null while all can be read. The file, for one that is opened anew is another generation. */
  private FileIdentity failing;

  private long since;
  private long pause;
  private long pauseEnd;

  Recovery(
      Path path,
      FileOpener opener,
      Siblings siblings,
      GenerationQueue generations,
      Unopened unopened,
      LeftFiles left,
      ResumePoint resumePoint,
      CopiedAway copiedAway,
      EarlierFiles earlier,
      FileCounts counts) {
    this.path = path;
    this.opener = opener;
    this.siblings = siblings;
    this.generations = generations;
    this.unopened = unopened;
    this.left = left;
    this.resumePoint = resumePoint;
    this.copiedAway = copiedAway;
    this.earlier = earlier;
    this.counts = counts;
  }

  /** Whether it is too early to try the first file again, be it open or to be opened anew. */
  boolean isPausing(long now) {
    return failing != null
        && (generations.isEmpty() || generations.first().identity().equals(failing))
        && now - pauseEnd < 0;
  }

  /** Says that reading the first file has failed. */
  void failed(Generation file, IOException why, long now) {
    if (!file.identity().equals(failing)) {
      failing = file.identity();
      since = now;
      pause = FIRST_PAUSE_NANOS;
    } else {
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    pauseEnd = now + pause;
    try {
      Optional<Path> name = siblings.nameOf(file.identity());
      if (isAlone() && name.isPresent()) {
        goOnAsAfterARestart();
        resumePoint.goOnSilently();
      } else if (now - since >= LONGEST_NANOS && hasReadableSuccessor(why)) {
        giveUp(file, why);
      } else if (name.isPresent()) {
        openAnew(file, name.get());
      }
    } catch (IOException more) {
      why.addSuppressed(more);
    }
  }

  /** Whether nothing comes after the first file that was found before. */
  private boolean isAlone() {
    return generations.hasOne() && earlier.isEmpty();
  }

  /** Says that the first file can be read. */
  void over() {
    failing = null;
  }

  /** Closes the only file, which is then opened at its position by the next look. */
  void goOnAsAfterARestart() throws IOException {
    Generation only = generations.removeFirst();
    resumePoint.set(only, false);
    left.forget(only.identities());
    copiedAway.forget(only);
    only.close();
  }

  private void openAnew(Generation file, Path name) throws IOException {
    Optional<OpenFile> again = opener.open(name);
    if (again.isPresent() && again.get().identity().equals(file.identity())) {
      file.goOnThrough(again.get());
    } else {
      Closing.all(again.stream().toList());
    }
  }

  /** Of several, one suffices: those before it are given up after it. */
  private boolean hasReadableSuccessor(IOException why) throws IOException {
    for (Generation later : generations.waiting()) {
      try {
        if (later.isReadable() || copiedAway.hasMore(later)) {
          return true;
        }
      } catch (IOException unreadable) {
        why.addSuppressed(unreadable);
      }
    }
    if (!earlier.isEmpty() && !generations.isFull()) {
      // For the next trial.
      earlier.openNext(generations);
    }
    return isAlone() && !unopened.isEmpty();
  }

  private void giveUp(Generation file, IOException why) throws IOException {
    long unseen = Math.max(0, size(file) - Math.max(file.sighting().size(), file.unreadFrom()));
    counts.lost(file.unread() + unseen);
    LOG.warn(
        "{}: {} could not be read for a minute ({}); its bytes {} to {} are lost, and what came"
            + " after them is read",
        path,
        file.identity(),
        Trouble.reason(why),
        file.unreadFrom(),
        Math.max(file.unreadFrom(), file.sighting().size()) + unseen);
    generations.removeFirst();
    copiedAway.forget(file);
    if (generations.isEmpty()) {
      resumePoint.set(file, true);
    } else {
      generations.first().isAfter(file.snapshot());
    }
    failing = null;
    left.addGivenUp(file);
  }

  private static long size(Generation file) {
    try {
      return file.size();
    } catch (IOException untold) {
      return file.sighting().size();
    }
  }
}
