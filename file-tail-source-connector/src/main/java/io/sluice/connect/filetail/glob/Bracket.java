package io.sluice.connect.filetail.glob;

import java.util.ArrayList;
import java.util.List;

/** One character of several: {@code [abc]}, {@code [a-z0-9]}, and with ! or ^ any other. */
record Bracket(boolean negated, List<Range> ranges) implements CharacterMatch {

  /** The characters from the first to the last one. */
  record Range(int first, int last) {}

  @Override
  public boolean takes(int character) {
    for (Range range : ranges) {
      if (character >= range.first && character <= range.last) {
        return !negated;
      }
    }
    return negated;
  }

  /**
   * Where the bracket ends that begins at the index: behind its {@code ]}. One that stands first is
   * a character like others.
   *
   * @throws IllegalArgumentException where it is not closed
   */
  static int end(String text, int opened) {
    int first = first(text, opened);
    for (int at = first; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == ']' && at > first) {
        return at + 1;
      } else if (next == '/') {
        break;
      } else if (next == '\\') {
        at++;
      }
    }
    throw new IllegalArgumentException(
        "the [ at character "
            + (opened + 1)
            + " is not closed before the next /; add a ], or write \\[ for the character itself");
  }

  private static int first(String text, int opened) {
    boolean negated =
        opened + 1 < text.length()
            && (text.charAt(opened + 1) == '!' || text.charAt(opened + 1) == '^');
    return opened + (negated ? 2 : 1);
  }

  /** The bracket between two indices, of which the second was found by {@link #end}. */
  static Bracket parse(String text, int opened, int end) {
    int first = first(text, opened);
    List<Range> ranges = new ArrayList<>();
    int at = first;
    while (at < end - 1) {
      at = text.charAt(at) == '\\' ? at + 1 : at;
      int from = text.codePointAt(at);
      int to = from;
      at += Character.charCount(from);
      if (text.charAt(at) == '-' && at + 1 < end - 1) {
        at = text.charAt(at + 1) == '\\' ? at + 2 : at + 1;
        to = text.codePointAt(at);
        at += Character.charCount(to);
      }
      if (from > to) {
        throw new IllegalArgumentException(
            "in "
                + text.substring(opened, end)
                + " the range from "
                + Character.toString(from)
                + " to "
                + Character.toString(to)
                + " is empty; put the smaller one first");
      }
      ranges.add(new Range(from, to));
    }
    return new Bracket(first > opened + 1, List.copyOf(ranges));
  }
}
