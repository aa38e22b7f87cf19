package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The lines of several logs, and which of them were sent: each begins with the name of its log and
 * its number in it.
 */
final class SentLines {

  private static final String LONG = "-" + "x".repeat(800);

  private final Following following;

  SentLines(Following following) {
    this.following = following;
  }

  /** A line of a log. Some are long. */
  static String text(RotatedLog log, int number) {
    return log.name + ":" + number + (number % 7 == 3 ? LONG : "");
  }

  /** Fails unless so many lines of the log were sent, each once, in order, under its path. */
  void check(RotatedLog log, int lines) {
    List<String> expected =
        IntStream.range(0, lines).mapToObj(number -> log.name + " " + text(log, number)).toList();
    List<String> sent = following.lines.stream().filter(line -> isOf(line, log)).toList();
    assertEquals(shown(expected), shown(sent));
    assertEquals(expected, sent);
  }

  /** Whether a line of the log was sent that has this number, or one behind it. */
  boolean contain(RotatedLog log, int number) {
    return following.lines.stream()
        .filter(line -> isOf(line, log))
        .anyMatch(line -> number(line) >= number);
  }

  /** Where among all lines that were sent the first of the log is. */
  OptionalInt first(RotatedLog log) {
    return IntStream.range(0, following.lines.size())
        .filter(index -> isOf(following.lines.get(index), log))
        .findFirst();
  }

  private static boolean isOf(String line, RotatedLog log) {
    return line.substring(line.indexOf(' ') + 1).startsWith(log.name + ":");
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).replace(LONG, ""));
  }

  private static String shown(List<String> lines) {
    return lines.size() > 200 ? lines.size() + " lines" : lines.toString().replace(LONG, "");
  }
}
