package io.sluice.connect.filetail.file;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** A file of a {@link LogModel}, and whose bytes are in it. */
final class LogFile {

  final boolean copy;
  final Set<LogLine> lines = new LinkedHashSet<>();
  int volume;
  Open open = Open.NO;
  boolean truncatedSinceLook;

  /** Whether the path was looked at since, be the reader at the file or not. */
  boolean looked;

  boolean renamed;
  boolean copied;

  /** Whether it was there when the reader was started last. */
  boolean foundAtStart;

  Duration written = Duration.ZERO;

  /** The last line, if its end was not written yet. */
  LogLine unfinished;

  LogFile(int volume, boolean copy) {
    this.volume = volume;
    this.copy = copy;
  }

  /** A line of which a part is taken away is no line; what is made of the rest is not told here. */
  boolean hasPartOfLine() {
    return lines.stream().anyMatch(line -> line.parts > 1);
  }

  /** Whether the running reader has a file open. */
  enum Open {
    NO,
    PERHAPS,
    YES
  }
}
