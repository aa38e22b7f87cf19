package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a glob matches and that are made while a rotation is compressed: the rotation
 * itself under another name, whose lines are read for the log, or what it is compressed into. None
 * is followed.
 *
 * <p>They are there for as long as that takes. One that stays was left behind by a program that
 * died; nobody knows whether all that is in it was read, so the log tells of it.
 */
final class BeingCompressed {

  private static final Logger LOG = LoggerFactory.getLogger(BeingCompressed.class);

  /** Far longer than it takes to compress the largest log. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final class Met {
    private final Path path;
    private final Path log;
    private long due;
    private boolean told;

    Met(Path path, Path log, long due) {
      this.path = path;
      this.log = log;
      this.due = due;
    }
  }

  private final FilePattern pattern;
  private final LongSupplier nanoTime;
  private final Map<Path, Met> files = new HashMap<>();

  /** The same, in the order in which they are looked at. */
  private final Queue<Met> queue = new ArrayDeque<>();

  private boolean toldAny;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  BeingCompressed(FilePattern pattern, LongSupplier nanoTime) {
    this.pattern = pattern;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes note of one that is there.
   *
   * @param log of which it is a rotation, as far as its name tells
   */
  void add(Path path, Path log) {
    if (files.containsKey(path)) {
      return;
    }
    Met met = new Met(path, log, nanoTime.getAsLong() + LONGEST.toNanos());
    files.put(path, met);
    queue.add(met);
    if (!toldAny) {
      toldAny = true;
      LOG.info(
          "{} is matched by '{}', but is made while a rotation of {} is compressed, as far as its"
              + " name tells; such files are not followed",
          path,
          pattern.glob(),
          log);
    }
  }

  /** Tells, once, of each that is still there after a time in which any file is compressed. */
  void tellLeftBehind() {
    if (queue.isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    while (!queue.isEmpty() && queue.peek().due - now <= 0) {
      Met met = queue.remove();
      if (Files.notExists(met.path)) {
        files.remove(met.path);
        continue;
      }
      if (!met.told) {
        met.told = true;
        LOG.warn(
            "{} has been there for ten minutes: as far as its name tells, a program died while it"
                + " compressed a rotation of {}. What was not read of it as that is not sent. Where"
                + " lines are missing, give it a name without a number that '{}' matches; else"
                + " remove it",
            met.path,
            met.log,
            pattern.glob());
      }
      met.due = now + LONGEST.toNanos();
      queue.add(met);
    }
  }
}
