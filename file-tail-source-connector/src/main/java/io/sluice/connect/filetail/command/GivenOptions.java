package io.sluice.connect.filetail.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Options as they were given, for a command that somebody is to paste into the same shell. */
final class GivenOptions {

  private final List<String> words = new ArrayList<>();

  /**
   * Adds an option, unless it was not given.
   *
   * @param value null where it was not
   */
  GivenOptions with(String name, Object value) {
    if (value != null) {
      words.add(name);
      words.add(value.toString());
    }
    return this;
  }

  /** What follows the name of a command there; each option has a blank before it. */
  String inShell() {
    return words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  /** A word that a shell takes as it is: keys may hold braces, blanks and what else there is. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
