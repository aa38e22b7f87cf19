package io.sluice.connect.elasticsearch.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a value in a document by a {@link JsonPointer}, without making a tree of it: it passes over
 * what it is not asked for, byte by byte. The document must be valid, as all are that {@link
 * DocumentWriter} has written. An instance is used by one thread.
 */
public final class JsonFieldFinder {

  private static final JsonFactory FACTORY = new JsonFactory();

  private byte[] bytes;
  private int valueStart;

  /** Whether there is such a value, null included. */
  public boolean has(byte[] document, int from, JsonPointer pointer) {
    bytes = document;
    int at = from;
    for (int depth = 0; depth < pointer.depth(); depth++) {
      at = skipWhitespace(at);
      if (bytes[at] == '{') {
        at = member(at, pointer.name(depth));
      } else if (bytes[at] == '[') {
        at = element(at, pointer.index(depth));
      } else {
        return false;
      }
      if (at < 0) {
        return false;
      }
    }
    valueStart = skipWhitespace(at);
    return true;
  }

  /**
   * The text, number or boolean at the pointer, as text.
   *
   * @param from where the document starts, or the white space before it
   * @throws MalformedDocumentException where there is none
   */
  public String text(byte[] document, int from, JsonPointer pointer)
      throws MalformedDocumentException {
    if (!has(document, from, pointer)) {
      throw new MalformedDocumentException("it has no field " + pointer);
    }
    int start = valueStart;
    return switch (bytes[start]) {
      case '"' -> string(start);
      case '{' -> throw notScalar(pointer, "an object");
      case '[' -> throw notScalar(pointer, "a list");
      case 'n' -> throw notScalar(pointer, "null");
      default -> new String(bytes, start, skipValue(start) - start, StandardCharsets.ISO_8859_1);
    };
  }

  private static MalformedDocumentException notScalar(JsonPointer pointer, String found) {
    return new MalformedDocumentException(
        "its field " + pointer + " is " + found + ", where a text, number or boolean is needed");
  }

  /** Where the value of a member starts, or -1. */
  private int member(int open, byte[] name) {
    int at = skipWhitespace(open + 1);
    while (bytes[at] != '}') {
      int nameStart = at;
      int nameEnd = skipString(nameStart);
      at = skipWhitespace(nameEnd) + 1;
      if (isName(nameStart, nameEnd, name)) {
        return at;
      }
      at = skipWhitespace(skipValue(skipWhitespace(at)));
      if (bytes[at] == ',') {
        at = skipWhitespace(at + 1);
      }
    }
    return -1;
  }

  /** Where an element starts, or -1. */
  private int element(int open, int index) {
    if (index < 0) {
      return -1;
    }
    int at = skipWhitespace(open + 1);
    for (int left = index; bytes[at] != ']'; left--) {
      if (left == 0) {
        return at;
      }
      at = skipWhitespace(skipValue(at));
      if (bytes[at] == ',') {
        at = skipWhitespace(at + 1);
      }
    }
    return -1;
  }

  private boolean isName(int quote, int end, byte[] name) {
    for (int at = quote + 1; at < end - 1; at++) {
      if (bytes[at] == '\\') {
        return Arrays.equals(string(quote).getBytes(StandardCharsets.UTF_8), name);
      }
    }
    return Arrays.equals(bytes, quote + 1, end - 1, name, 0, name.length);
  }

  /** The text of a string, by its opening quote. */
  private String string(int quote) {
    int end = skipString(quote);
    for (int at = quote; at < end; at++) {
      if (bytes[at] == '\\') {
        return unescape(quote, end);
      }
    }
    return new String(bytes, quote + 1, end - quote - 2, StandardCharsets.UTF_8);
  }

  private String unescape(int quote, int end) {
    try (JsonParser json = FACTORY.createParser(bytes, quote, end - quote)) {
      return json.nextTextValue();
    } catch (IOException e) {
      throw new UncheckedIOException("a string that was found valid is not", e);
    }
  }

  /** The end of a value that starts here. */
  private int skipValue(int start) {
    int at = start;
    if (bytes[at] == '"') {
      return skipString(at);
    }
    if (bytes[at] != '{' && bytes[at] != '[') {
      while (isPartOfScalar(bytes[at])) {
        at++;
      }
      return at;
    }
    int depth = 0;
    do {
      switch (bytes[at]) {
        case '"' -> at = skipString(at) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {
          // Commas, colons, white space and scalars.
        }
      }
      at++;
    } while (depth > 0);
    return at;
  }

  private static boolean isPartOfScalar(byte b) {
    return b > ' ' && b != ',' && b != '}' && b != ']';
  }

  /** Behind the closing quote of a string that starts here. */
  private int skipString(int quote) {
    int at = quote + 1;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int skipWhitespace(int start) {
    int at = start;
    while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r') {
      at++;
    }
    return at;
  }
}
