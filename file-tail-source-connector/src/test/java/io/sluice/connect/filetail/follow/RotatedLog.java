package io.sluice.connect.filetail.follow;

import java.util.ArrayList;
import java.util.List;

/** A log, and in which of its files which of its lines are. */
final class RotatedLog {

  /** A file, and its lines by their numbers. */
  static final class Part {

    String name;
    final int from;
    final int to;

    Part(String name, int from, int to) {
      this.name = name;
      this.from = from;
      this.to = to;
    }

    boolean isEmpty() {
      return from == to;
    }
  }

  final String name;

  /** The newest first. */
  final List<Part> rotated = new ArrayList<>();

  /** How many lines were written. */
  int written;

  /** The first line of the file that has the log's path, or the next one. */
  int from;

  /** Whether a file has the log's path. */
  boolean isThere;

  /** When it was renamed last, in nanoseconds. */
  long goneSince;

  /** Whether it was ever copied and truncated. */
  boolean isCopied;

  /** How often it was rotated. */
  int rotations;

  RotatedLog(String name) {
    this.name = name;
  }

  boolean isEmpty() {
    return from == written;
  }

  /** The lines of the path's file are in a rotated one from now on. */
  void rotate(String to) {
    rotated.add(0, new Part(to, from, written));
    from = written;
  }
}
