package io.sluice.connect.filetail.line;

import java.util.Locale;

/** What happens to a line that is longer than {@code max.line.bytes}. */
public enum LongLine {
  /** It is sent in pieces of that length. */
  SPLIT,
  /** Its beginning is sent, the rest left out. */
  TRUNCATE;

  /** The name that users type. */
  public String optionValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
