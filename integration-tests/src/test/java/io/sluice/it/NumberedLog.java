package io.sluice.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A log file whose lines are numbered, written and rotated as an application does it. */
final class NumberedLog implements AutoCloseable {

  private static final String PADDING = " GET /index.html HTTP/1.1 200 5123 \"-\" \"Mozilla/5.0\"";

  private final Path path;
  private OutputStream out;
  private int written;
  private int rotations;

  NumberedLog(Path path) throws IOException {
    this.path = path;
    open();
  }

  Path path() {
    return path;
  }

  /** Appends lines, all of them in one write. */
  NumberedLog write(int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line(written++)).append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** As logrotate does it by default: the numbers go up, and the writer opens the file anew. */
  NumberedLog rotate() throws IOException {
    out.close();
    for (int i = rotations; i > 0; i--) {
      Files.move(rotated(i), rotated(i + 1));
    }
    Files.move(path, rotated(1));
    rotations++;
    open();
    return this;
  }

  /** As logrotate does it with copytruncate; the writer writes nothing in between. */
  NumberedLog copyAndTruncate() throws IOException {
    for (int i = rotations; i > 0; i--) {
      Files.move(rotated(i), rotated(i + 1));
    }
    Files.copy(path, rotated(1));
    rotations++;
    try (OutputStream truncated =
        Files.newOutputStream(path, StandardOpenOption.TRUNCATE_EXISTING)) {
      truncated.flush();
    }
    return this;
  }

  /** Every line so far. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < written; i++) {
      lines.add(line(i));
    }
    return lines;
  }

  /** The line of that number, counted from 0. */
  static String line(long number) {
    return number + PADDING;
  }

  private Path rotated(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private void open() throws IOException {
    out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
