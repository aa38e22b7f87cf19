package io.sluice.benchmarks.corpus;

import java.nio.file.Path;

/** Lines of {@link Corpus#ACCESS}, cut or repeated until each has the same number of bytes. */
public final class LongLog {

  private final Lines log = Corpus.ACCESS.lines();
  private final long lines;
  private final int bytes;

  /**
   * @param bytes of a line, its ending among them
   */
  public LongLog(long lines, int bytes) {
    this.lines = lines;
    this.bytes = bytes;
  }

  /** Writes it to a file, if that is not there yet. */
  public Path in(Path folder) {
    return CorpusFile.in(folder, "access-" + lines + "-of-" + bytes + ".log", lines, this::line);
  }

  private String line() {
    StringBuilder line = new StringBuilder(bytes);
    while (line.length() < bytes - 1) {
      line.append(line.length() == 0 ? "" : " ").append(log.next());
    }
    return line.substring(0, bytes - 1);
  }
}
