package io.sluice.benchmarks.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes a file of lines once, for all runs after. */
final class CorpusFile {

  private static final int BUFFER_BYTES = 1024 * 1024;

  private CorpusFile() {}

  /**
   * Writes it, if it is not there yet.
   *
   * @param line the next one
   */
  static Path in(Path folder, String name, long lines, Supplier<String> line) {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(name + ".unfinished");
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES)) {
        for (long i = 0; i < lines; i++) {
          out.write((line.get() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      return Files.move(unfinished, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
