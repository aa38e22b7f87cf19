package io.sluice.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a JVM's garbage collections ({@code -Xlog:gc}), which tells what its heap holds. */
final class HeapLog {

  /** {@code GC(3) Pause Young (Normal) (G1 Evacuation Pause) 150M->20M(512M) 3.1ms}. */
  private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

  private final Path file;

  HeapLog(Path file) {
    this.file = file;
  }

  /** What the heap holds from a moment on. */
  final class Since {

    private final int begin;

    private Since(int begin) {
      this.begin = begin;
    }

    /**
     * The most that it held after a collection; where there was none since, what it held after the
     * last one before.
     */
    long megabytes() {
      long before = 0;
      OptionalLong most = OptionalLong.empty();
      Matcher collection = COLLECTION.matcher(text());
      while (collection.find()) {
        long left = Long.parseLong(collection.group(1));
        if (collection.start() < begin) {
          before = left;
        } else {
          most = OptionalLong.of(Math.max(left, most.orElse(0)));
        }
      }
      return most.orElse(before);
    }
  }

  Since now() {
    return new Since(text().length());
  }

  private String text() {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of a worker's collections", e);
    }
  }
}
