package io.sluice.connect.filetail.record;

import java.util.Locale;

/** What a record's key is, and so which lines share a partition and keep their order. */
public enum RecordKey {
  /** None: the producer spreads the records over the partitions. */
  NONE,
  /** The file's path. */
  PATH,
  /** The host's name. */
  HOST;

  /** The name that users type. */
  public String optionValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  String of(Origin origin) {
    return switch (this) {
      case NONE -> null;
      case PATH -> origin.path();
      case HOST -> origin.host();
    };
  }
}
