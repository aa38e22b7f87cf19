package io.sluice.connect.filetail.command;

import java.io.PrintStream;
import java.util.List;

/**
 * What the command says: results to one stream, remarks to another. Colours only on a terminal, and
 * nothing that comes from etcd can steer it, or pass for a line of its own.
 */
final class Screen {

  private static final String RED = "\033[31m";
  private static final String GREEN = "\033[32m";
  private static final String PLAIN = "\033[0m";
  private static final String CLEAR = "\033[H\033[2J";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final boolean colours;

  /**
   * @param colours whether they are wanted on a terminal
   */
  Screen(PrintStream out, PrintStream err, boolean terminal, boolean colours) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.colours = terminal && colours;
  }

  void line(String text) {
    out.println(oneLine(text));
  }

  void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /** Says something that is not the result itself. */
  void remark(String text) {
    out.flush();
    err.println(oneLine(text));
  }

  void good(String text) {
    out.println(painted(GREEN, oneLine(text)));
  }

  void bad(String text) {
    out.println(painted(RED, oneLine(text)));
  }

  /** Prints a text as it is, unless it is a terminal that reads it. */
  void raw(String text) {
    String lines = text.endsWith("\n") ? text : text + "\n";
    out.print(terminal ? harmless(lines) : lines);
    out.flush();
  }

  void difference(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("-")) {
        bad(line);
      } else if (line.startsWith("+")) {
        good(line);
      } else {
        line(line);
      }
    }
  }

  /**
   * Begins a new picture in the place of the last one; without a terminal, below it.
   *
   * @return whether what was said before is gone, remarks included
   */
  boolean clear() {
    if (terminal) {
      out.print(CLEAR);
    } else {
      out.println();
    }
    return terminal;
  }

  /** Whether there is still somebody who reads the results, as far as writing them has told. */
  boolean isRead() {
    return !out.checkError();
  }

  private String painted(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }

  private static String oneLine(String text) {
    return harmless(text).replace('\n', '\uFFFD');
  }

  private static String harmless(String text) {
    return text.codePoints()
        .map(c -> steers(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Also what turns the direction of the text, and lets it read as another. */
  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          c >= 0x202A && c <= 0x202E
              || c >= 0x2066 && c <= 0x2069
              || c == 0x200E
              || c == 0x200F
              || c == 0x061C;
      default -> false;
    };
  }
}
