package io.sluice.connect.filetail.glob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands between two slashes of a glob: a name with {@code *}, {@code ?} and brackets.
 *
 * <p>Matching takes time proportional to the name's and the pattern's length multiplied, whatever
 * they are: a list must not be able to stop the task that obeys it.
 */
final class NamePattern {

  /** {@code *}, compared by reference. */
  private static final CharacterMatch STAR = character -> true;

  private final List<CharacterMatch> parts;
  private final String literal;
  private final String beginning;

  private NamePattern(List<CharacterMatch> parts, String literal, String beginning) {
    this.parts = parts;
    this.literal = literal;
    this.beginning = beginning;
  }

  /**
   * @param text without braces
   * @throws IllegalArgumentException that says what is wrong
   */
  static NamePattern parse(String text) {
    List<CharacterMatch> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    StringBuilder beginning = new StringBuilder();
    boolean wild = false;
    for (int at = 0; at < text.length(); ) {
      char next = text.charAt(at);
      if (next == '*') {
        parts.add(STAR);
        wild = true;
        at++;
      } else if (next == '?') {
        parts.add(CharacterMatch.ANY);
        wild = true;
        at++;
      } else if (next == '[') {
        int end = Bracket.end(text, at);
        parts.add(Bracket.parse(text, at, end));
        wild = true;
        at = end;
      } else {
        at = next == '\\' ? at + 1 : at;
        if (at == text.length()) {
          throw new IllegalArgumentException("the \\ at the end of a name stands before nothing");
        }
        int character = text.codePointAt(at);
        parts.add(found -> found == character);
        literal.appendCodePoint(character);
        if (!wild) {
          beginning.appendCodePoint(character);
        }
        at += Character.charCount(character);
      }
    }
    return new NamePattern(
        List.copyOf(parts), wild ? null : literal.toString(), beginning.toString());
  }

  /** The one name that matches; nothing where several may. */
  Optional<String> literal() {
    return Optional.ofNullable(literal);
  }

  /** Whether there may be a name that both match, as far as their beginnings tell. */
  boolean mayMeet(NamePattern other) {
    return beginning.startsWith(other.beginning) || other.beginning.startsWith(beginning);
  }

  boolean matches(String name) {
    if (literal != null) {
      return literal.equals(name);
    }
    int part = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    while (at < name.length()) {
      int character = name.codePointAt(at);
      if (part < parts.size() && parts.get(part) == STAR) {
        star = part++;
        starAt = at;
      } else if (part < parts.size() && parts.get(part).takes(character)) {
        part++;
        at += Character.charCount(character);
      } else if (star >= 0) {
        // The last star takes one more; what earlier ones took need never change.
        starAt += Character.charCount(name.codePointAt(starAt));
        at = starAt;
        part = star + 1;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) == STAR) {
      part++;
    }
    return part == parts.size();
  }
}
