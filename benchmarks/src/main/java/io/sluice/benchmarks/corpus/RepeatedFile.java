package io.sluice.benchmarks.corpus;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lines of a file in UTF-8, over and over; what is none in it is replaced, as Java does it. It
 * is open only until its last line, once, was given.
 */
final class RepeatedFile implements Lines {

  private final Path file;
  private BufferedReader reader;

  RepeatedFile(Path file) {
    this.file = file;
  }

  @Override
  public String next() {
    try {
      String line = reader == null ? null : reader.readLine();
      return line == null ? first() : line;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private String first() throws IOException {
    if (reader != null) {
      reader.close();
    }
    reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file.toFile()), StandardCharsets.UTF_8));
    String line = reader.readLine();
    if (line == null) {
      throw new IOException(file + " is empty");
    }
    return line;
  }
}
