package io.sluice.connect.filetail.glob;

import java.util.ArrayList;
import java.util.List;

/** Writes out the alternatives of {@code {a,b}}, which may hold others: {@code {a,b{c,d}}}. */
final class BraceExpansion {

  private static final int MOST_ALTERNATIVES = 256;

  private final String text;
  private int at;

  private BraceExpansion(String text) {
    this.text = text;
  }

  /**
   * The texts without braces that one with braces stands for; escapes and brackets stay as they
   * are.
   *
   * @throws IllegalArgumentException that says what is wrong and where
   */
  static List<String> of(String text) {
    return new BraceExpansion(text).sequence(-1);
  }

  /**
   * @param opened where the brace stands that this is within; -1 for none
   */
  private List<String> sequence(int opened) {
    List<String> before = List.of("");
    StringBuilder plain = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == '{') {
        before = joined(joined(before, List.of(plain.toString())), alternatives());
        plain.setLength(0);
      } else if (next == '}' && opened < 0) {
        throw new IllegalArgumentException(
            "the } at character " + (at + 1) + " closes no {; write \\} for the character itself");
      } else if (opened >= 0 && (next == '}' || next == ',')) {
        break;
      } else {
        int end = next == '[' ? Bracket.end(text, at) : next == '\\' ? escapeEnd() : at + 1;
        plain.append(text, at, end);
        at = end;
      }
    }
    return joined(before, List.of(plain.toString()));
  }

  private List<String> alternatives() {
    int opened = at;
    List<String> all = new ArrayList<>();
    do {
      at++;
      all.addAll(sequence(opened));
    } while (at < text.length() && text.charAt(at) == ',');
    if (at == text.length()) {
      throw new IllegalArgumentException(
          "the { at character "
              + (opened + 1)
              + " is not closed; add a }, or write \\{ for the character itself");
    }
    at++;
    return all;
  }

  private int escapeEnd() {
    if (at + 1 == text.length()) {
      throw new IllegalArgumentException(
          "the \\ at its end stands before nothing; write \\\\ for the character itself");
    }
    return at + 1 + Character.charCount(text.codePointAt(at + 1));
  }

  private static List<String> joined(List<String> starts, List<String> ends) {
    if (starts.size() * ends.size() > MOST_ALTERNATIVES) {
      throw new IllegalArgumentException(
          "its braces stand for more than "
              + MOST_ALTERNATIVES
              + " alternatives; use a wildcard, or several entries");
    }
    List<String> joined = new ArrayList<>(starts.size() * ends.size());
    for (String start : starts) {
      for (String end : ends) {
        joined.add(start + end);
      }
    }
    return joined;
  }
}
