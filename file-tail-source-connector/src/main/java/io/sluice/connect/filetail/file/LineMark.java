package io.sluice.connect.filetail.file;

/** Whether a line that is handed on is what stood in the file. */
public enum LineMark {
  /** A line as it stood in the file, or the last piece of a longer one. */
  WHOLE,
  /** A piece of a line that is longer than {@code max.line.bytes}; more pieces follow. */
  SPLIT,
  /** The beginning of a line that is longer than {@code max.line.bytes}; the rest was left out. */
  TRUNCATED
}
