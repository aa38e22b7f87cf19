package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.Weighted;
import java.util.Random;

/**
 * What happens to one of several logs in a folder, or to their reader.
 *
 * @param log which log; where the reader is meant, it does not matter
 */
record GlobStep(Action action, int log, int argument) {

  /** What can happen; {@link GlobRun} does it. */
  enum Action implements Weighted {
    /** Writes one line, and so many more. */
    WRITE(20, 3),
    /** Writes more lines than one poll brings. */
    WRITE_MANY(1, 0),
    /** Rotates by renaming; 1: the new file is there at once, and empty. */
    RENAME(12, 1),
    /** The same so many times and eleven times more, a line being written in between. */
    RENAME_OFTEN(1, 9),
    /** The same at that moment of a poll, and a line is written to the new file. */
    RENAME_DURING_A_POLL(6, 30),
    /** Copies and truncates; the sum of 1: a poll in between; 2: the reader is stopped there. */
    COPY_TRUNCATE(8, 3),
    /** Compresses a rotated file: the newest, or the one so many rotations before. */
    COMPRESS(6, 3),
    /** Deletes the oldest rotated file, if it was read for certain. */
    DELETE_OLDEST(4, 0),
    /** One poll, no time having passed. */
    POLL(6, 0),
    /** Some time without a poll. */
    PASS(6, 5),
    /** Polls until nothing comes. */
    READ(12, 0),
    /** Polls for longer than a rotated file has to be quiet. */
    READ_LONG(5, 0),
    /** Stops the reader, until a step that polls. */
    STOP(6, 0),
    /** The same, and its last so many records are rolled back with their offsets. */
    CRASH(5, 11);

    private final int frequency;
    final int mostArgument;

    Action(int frequency, int mostArgument) {
      this.frequency = frequency;
      this.mostArgument = mostArgument;
    }

    @Override
    public int frequency() {
      return frequency;
    }

    boolean isOfALog() {
      return compareTo(POLL) < 0;
    }
  }

  static GlobStep any(Random random) {
    Action action = Weighted.any(Action.values(), random);
    int log = action.isOfALog() ? random.nextInt(GlobScenario.MOST_LOGS) : 0;
    return new GlobStep(action, log, random.nextInt(action.mostArgument + 1));
  }

  /** As it is written in a test. */
  @Override
  public String toString() {
    return ".then(%s, %d, %d)".formatted(action, log, argument);
  }
}
