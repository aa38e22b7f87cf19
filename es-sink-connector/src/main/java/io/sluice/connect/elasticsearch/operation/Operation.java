package io.sluice.connect.elasticsearch.operation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An operation of Elasticsearch's bulk API. */
public enum Operation {
  CREATE,
  INDEX,
  UPDATE,
  DELETE;

  private static final int NAME = "{\"".length();

  private final byte[] start =
      ("{\"" + name().toLowerCase(Locale.ROOT) + "\":{\"_index\":\"")
          .getBytes(StandardCharsets.UTF_8);

  /** What an action line of this operation begins with, up to the name of the index. */
  byte[] start() {
    return start;
  }

  /** The operation of an action line. */
  public static Operation of(byte[] body, int lineStart) {
    return switch (body[lineStart + NAME]) {
      case 'c' -> CREATE;
      case 'i' -> INDEX;
      case 'u' -> UPDATE;
      case 'd' -> DELETE;
      default -> throw new IllegalArgumentException("no action line starts at " + lineStart);
    };
  }
}
