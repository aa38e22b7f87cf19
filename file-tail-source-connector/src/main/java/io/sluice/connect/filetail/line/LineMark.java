package io.sluice.connect.filetail.line;

import java.util.Locale;

/** How what a record holds differs from one line as it stands in the file. */
public enum LineMark {
  /** Several lines that belong together. */
  MULTILINE,
  /** It goes on what the record before began: the rest of a line, or of a group of lines. */
  CONTINUED,
  /** It is longer than a record may be; the next record goes on with it. */
  SPLIT,
  /** It is longer than {@code max.line.bytes}; the rest was left out. */
  TRUNCATED,
  /** A line without its ending, sent because none had come for {@code partial.line.timeout.ms}. */
  PARTIAL;

  /** The name in documents and headers. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
