package io.sluice.connect.filetail.file;

import java.util.Locale;

/** Where a file is begun that was never read before. */
public enum StartPosition {
  /** With its first line. */
  BEGINNING,
  /**
   * With the first line that ends after it was found. Only for what exists when its path is taken
   * up: a file that appears later is read from its beginning. Where it was found before it is
   * followed, {@link FoundEnd} says where that is.
   */
  END;

  /** The name that users type. */
  public String optionValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
