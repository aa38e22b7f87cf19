package io.sluice.connect.elasticsearch.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path to a value within a document, such as {@code /user/id}, by RFC 6901: {@code ~1} stands for
 * a slash in a name, {@code ~0} for a tilde, and a number picks an element of a list.
 */
public final class JsonPointer {

  private final String text;
  private final byte[][] names;

  private JsonPointer(String text, byte[][] names) {
    this.text = text;
    this.names = names;
  }

  /**
   * Parses a pointer.
   *
   * @throws IllegalArgumentException with a message that quotes it and says what is wrong
   */
  public static JsonPointer parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a JSON pointer, which starts with a slash, for instance /user/id");
    }
    List<byte[]> names = new ArrayList<>();
    for (String name : text.substring(1).split("/", -1)) {
      if (name.matches(".*~(?![01]).*")) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a JSON pointer: a ~ must be written ~0, and a / in a name ~1");
      }
      names.add(name.replace("~1", "/").replace("~0", "~").getBytes(StandardCharsets.UTF_8));
    }
    return new JsonPointer(text, names.toArray(byte[][]::new));
  }

  /** To the top-level field of this very name. */
  static JsonPointer ofName(String name) {
    return new JsonPointer(name, new byte[][] {name.getBytes(StandardCharsets.UTF_8)});
  }

  int depth() {
    return names.length;
  }

  /** The name of a member at this depth, in UTF-8. */
  byte[] name(int depth) {
    return names[depth];
  }

  /** The name as the number of an element, or -1 where it is none. */
  int index(int depth) {
    byte[] name = names[depth];
    if (name.length == 0 || name.length > 9 || (name[0] == '0' && name.length > 1)) {
      return -1;
    }
    int index = 0;
    for (byte digit : name) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      index = index * 10 + digit - '0';
    }
    return index;
  }

  @Override
  public String toString() {
    return text;
  }
}
