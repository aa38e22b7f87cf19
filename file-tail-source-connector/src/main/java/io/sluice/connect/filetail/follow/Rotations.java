package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FoundEnd;
import io.sluice.connect.filetail.file.Relation;
import io.sluice.connect.filetail.file.StartPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the rotations of a file from logs of their own whose names look alike: {@code
 * app-2026-11-21.log} from {@code app-8080.log}, both beside {@code app.log}.
 *
 * <p>The file that has the name is looked at: one that the other path had is a rotation; so is one
 * that holds what the other path's file begins with, for it is being copied; and one that was there
 * in an earlier run, and not written to since what was read then. Any other is a log of its own;
 * but one that cannot be looked at is so only after a minute. Until the other path was looked at
 * since the file has its name, and all is known that has come of that path, nothing is; nor before
 * it was so once more since the file was seen to be none of that path's, for what it was copied
 * from may be truncated already, and nobody have seen that. As long as a file is taken for a
 * rotation, it is looked at again now and then, ever less often. Of several paths that it may have
 * had, {@code app.log} and {@code app-8080.log} for {@code app-8080-2026-11-21.log}, it may be a
 * rotation of each.
 */
final class Rotations {

  private static final Logger LOG = LoggerFactory.getLogger(Rotations.class);
  private static final long FIRST_REST = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_REST = Duration.ofSeconds(5).toNanos();
  private static final long LONGEST_UNKNOWN = Duration.ofMinutes(1).toNanos();
  private static final long REST_PER_FILE = Duration.ofMillis(2).toNanos();

  private final FileTable files;
  private final LongSupplier nanoTime;
  private final Map<Path, Undecided> undecided = new HashMap<>();
  private final PriorityQueue<Undecided> queue =
      new PriorityQueue<>((one, other) -> Long.signum(one.due - other.due));

  Rotations(FileTable files, LongSupplier nanoTime) {
    this.files = files;
    this.nanoTime = nanoTime;
  }

  boolean contain(Path path) {
    return undecided.containsKey(path);
  }

  /**
   * Takes a file that may be a rotation.
   *
   * @param bases the paths that it may have had
   */
  void add(Path path, List<Path> bases, StartPosition start) {
    Optional<FoundEnd> found = start == StartPosition.END ? FoundEnd.of(path) : Optional.empty();
    Undecided added = new Undecided(path, bases, start, found, nanoTime.getAsLong());
    undecided.put(path, added);
    queue.add(added);
  }

  /**
   * Those that have turned out to be logs of their own.
   *
   * @param until when to stop, in nanoseconds; one is looked at at least
   */
  List<Undecided> ownLogs(long until) {
    long now = nanoTime.getAsLong();
    List<Undecided> own = new ArrayList<>();
    while (!queue.isEmpty() && queue.peek().due - now <= 0) {
      Undecided file = queue.remove();
      Verdict verdict = verdict(file);
      if (verdict == Verdict.WAIT) {
        long longest = Math.max(LONGEST_REST, undecided.size() * REST_PER_FILE);
        file.rest = Math.min(Math.max(FIRST_REST, 2 * file.rest), longest);
        file.due = now + file.rest;
        queue.add(file);
      } else {
        undecided.remove(file.path);
        if (verdict == Verdict.OWN_LOG) {
          own.add(file);
        }
      }
      if (nanoTime.getAsLong() - until >= 0) {
        break;
      }
    }
    return own;
  }

  private enum Verdict {
    WAIT,
    GONE,
    OWN_LOG
  }

  private Verdict verdict(Undecided file) {
    if (!Files.exists(file.path)) {
      return Verdict.GONE;
    }
    try {
      BasicFileAttributes named = Files.readAttributes(file.path, BasicFileAttributes.class);
      FileTime modified = named.lastModifiedTime();
      long since = file.since(named.fileKey(), nanoTime.getAsLong());
      if (modified.equals(file.rotated)) {
        // It stays one, also when its log was deleted and forgotten.
        return Verdict.WAIT;
      }
      Set<Relation> relations = relations(file, modified, since);
      if (relations.contains(Relation.COPY) || relations.contains(Relation.EMPTY)) {
        file.isNotApart();
      }
      file.unknownSince = null;
      file.rotated = relations.contains(Relation.OWN) ? modified : null;
      relations.remove(Relation.NONE);
      return relations.isEmpty() ? apart(file) : Verdict.WAIT;
    } catch (NoSuchFileException renamed) {
      return Verdict.GONE;
    } catch (IOException unreadable) {
      return unknown(file, unreadable);
    }
  }

  /** Of a file that is none of those that its paths are known to have had. */
  private Verdict apart(Undecided file) {
    if (file.isApart()) {
      return Verdict.OWN_LOG;
    }
    file.isApartSince(nanoTime.getAsLong());
    file.rest = 0;
    file.bases.stream().map(files::followed).filter(Objects::nonNull).forEach(files::wake);
    return Verdict.WAIT;
  }

  /**
   * What a file is to the paths that it may have had.
   *
   * @param since when those are to be looked at last, in nanoseconds
   * @throws IOException where it is the file of none, as far as that can be told
   */
  private Set<Relation> relations(Undecided file, FileTime modified, long since)
      throws IOException {
    Set<Relation> relations = EnumSet.noneOf(Relation.class);
    IOException unreadable = null;
    for (Path base : file.bases) {
      try {
        relations.add(relation(file.path, files.followed(base), modified, since));
      } catch (NoSuchFileException renamed) {
        throw renamed;
      } catch (IOException failed) {
        unreadable = failed;
      }
    }
    if (unreadable != null && !relations.contains(Relation.OWN)) {
      throw unreadable;
    }
    return relations;
  }

  /**
   * @param base null where the path is not followed, or no more
   */
  private Relation relation(Path file, FollowedFile base, FileTime modified, long since)
      throws IOException {
    if (base == null) {
      return Relation.NONE;
    } else if (!base.isKnownSince(since)) {
      files.wake(base);
      return Relation.UNKNOWN;
    }
    boolean past =
        base.committed.map(position -> position.modified()).isPresent()
            && modified.toMillis() <= base.committed.get().modified();
    return past ? Relation.OWN : base.tail.relationOf(file);
  }

  /**
   * Descriptors run out for a moment, and rotation sets owner and mode after it has made a file:
   * for that, none is sent again.
   */
  private Verdict unknown(Undecided file, IOException why) {
    long now = nanoTime.getAsLong();
    if (file.unknownSince == null) {
      file.unknownSince = now;
      LOG.info(
          "{}: it cannot be told now whether it is a rotation of one of {}: {}",
          file.path,
          file.bases,
          why.toString());
    }
    // After that, the one who follows it logs why.
    return now - file.unknownSince < LONGEST_UNKNOWN ? Verdict.WAIT : Verdict.OWN_LOG;
  }
}
