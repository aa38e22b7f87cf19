package io.sluice.connect.filetail.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * The table of all metrics: their names, which stay for ever, and what they mean.
 *
 * <p>Those of one file have the prefix {@code file-}, so that a sum over all metrics of one name
 * does not count a file twice.
 */
public enum Metric {
  RECORDS("records-total", Scope.BOTH, "records handed to Connect"),
  LINES("lines-read-total", Scope.BOTH, "lines handed to Connect; one sent in pieces counts once"),
  BYTES("bytes-read-total", Scope.BOTH, "bytes of the lines handed to Connect, line endings too"),
  LONG_LINES(
      "long-lines-total", Scope.BOTH, "lines longer than max.line.bytes, split or truncated"),
  PARTIAL_LINES(
      "partial-lines-total",
      Scope.BOTH,
      "lines sent before their ending was written (partial.line.timeout.ms)"),
  DECODE_ERRORS(
      "decode-errors-total",
      Scope.BOTH,
      "places where bytes were no text in the file's encoding, and became U+FFFD"),
  NULS_SKIPPED(
      "nul-bytes-skipped-total",
      Scope.BOTH,
      "NUL bytes that truncated files began with, whose writers do not append (O_APPEND)"),
  RENAMED(
      "rotations-renamed-total",
      Scope.BOTH,
      "rotations in which the file was renamed, or deleted, and the path got another"),
  COPIED(
      "rotations-copied-total",
      Scope.BOTH,
      "rotations in which the file was copied and truncated (copytruncate)"),
  COMPRESSED(
      "rotations-compressed-total",
      Scope.BOTH,
      "rotations whose lines were read from a compressed file"),
  TRUNCATIONS("truncations-total", Scope.BOTH, "truncations without a copy of what was there"),
  LOSSES(
      "losses-total",
      Scope.BOTH,
      "events in which lines were lost or damaged before they were read; the log tells of each"),
  BYTES_LOST("bytes-lost-total", Scope.BOTH, "bytes known to be lost, of those losses that tell"),
  ACCESS_REFUSED(
      "access-refused-total",
      Scope.ALL,
      "attempts to reach a file outside allowed.paths, or a topic outside allowed.topics"),
  LAG(
      "lag-bytes",
      Scope.BOTH,
      "bytes seen and not handed to Connect yet, in rotated files that wait too"),
  OLDEST_UNREAD_AGE(
      "oldest-unread-age-ms",
      Scope.BOTH,
      "for how long the oldest of the lag's bytes has been seen; 0 without a lag; the largest of"
          + " all files"),
  OPEN_FILES("open-files", Scope.BOTH, "open file descriptors, of rotated files too"),
  FILES("files", Scope.TASK, "files followed, there or not"),
  FILES_ABSENT("files-absent", Scope.TASK, "files in the state absent"),
  FILES_READING("files-reading", Scope.TASK, "files in the state reading"),
  FILES_QUIET("files-quiet", Scope.TASK, "files in the state quiet"),
  FILES_ROTATING("files-rotating", Scope.TASK, "files in the state rotating"),
  FILES_IN_TROUBLE("files-in-trouble", Scope.TASK, "files in the state trouble"),
  GLOBS("globs", Scope.TASK, "globs whose files are looked for"),
  POSITION(
      "position", Scope.FILE, "byte up to which the file that is being read was handed to Connect"),
  SIZE("size", Scope.FILE, "bytes seen in the file that is being read"),
  STATE("state", Scope.FILE, "absent, reading, quiet, rotating or trouble; a text"),
  LISTS_APPLIED("lists-applied-total", Scope.CONNECTOR, "collect lists that took effect"),
  LISTS_REFUSED(
      "lists-refused-total",
      Scope.CONNECTOR,
      "collect lists that took no effect, for something in them is wrong"),
  LIST_REFUSED(
      "list-refused",
      Scope.CONNECTOR,
      "1 while the newest list is one of these, or etcd refuses to show it, and an earlier one"
          + " stays in effect; else 0");

  private enum Scope {
    TASK,
    FILE,
    BOTH,
    CONNECTOR,
    ALL
  }

  private static final String FILE_PREFIX = "file-";

  private final String name;
  private final Scope scope;
  private final String description;

  Metric(String name, Scope scope, String description) {
    this.name = name;
    this.scope = scope;
    this.description = description;
  }

  /** Those of a task, over all its files. */
  static List<Metric> ofTask() {
    return of(Scope.TASK, Scope.BOTH, Scope.ALL);
  }

  /** Those of one file. */
  static List<Metric> ofFile() {
    return of(Scope.FILE, Scope.BOTH, Scope.ALL);
  }

  /** Those of a connector. */
  static List<Metric> ofConnector() {
    return of(Scope.CONNECTOR, Scope.ALL);
  }

  private static List<Metric> of(Scope... scopes) {
    return Arrays.stream(values()).filter(one -> List.of(scopes).contains(one.scope)).toList();
  }

  String taskName() {
    return name;
  }

  String fileName() {
    return FILE_PREFIX + name;
  }

  String description() {
    return description;
  }
}
