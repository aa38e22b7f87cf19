package io.sluice.connect.filetail.command;

import java.io.PrintStream;
import java.util.List;

/**
 * What the command says: results to one stream, remarks to another. Colours only on a terminal, and
 * nothing that comes from etcd can steer it.
 */
final class Screen {

  private static final String RED = "\033[31m";
  private static final String GREEN = "\033[32m";
  private static final String PLAIN = "\033[0m";
  private static final String CLEAR = "\033[H\033[2J";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  Screen(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  void line(String text) {
    out.println(harmless(text));
  }

  void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /** Says something that is not the result itself. */
  void remark(String text) {
    out.flush();
    err.println(harmless(text));
  }

  void good(String text) {
    out.println(painted(GREEN, harmless(text)));
  }

  void bad(String text) {
    out.println(painted(RED, harmless(text)));
  }

  /** Prints a text as it is, for the next program to read. */
  void raw(String text) {
    out.print(text.endsWith("\n") ? text : text + "\n");
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

  /** Begins a new picture in the place of the last one; without a terminal, below it. */
  void clear() {
    if (terminal) {
      out.print(CLEAR);
    } else {
      out.println();
    }
  }

  private String painted(String colour, String text) {
    return terminal ? colour + text + PLAIN : text;
  }

  private static String harmless(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
