package io.sluice.benchmarks.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends to a new file, as programs write their logs: each line with a write of its own. */
final class FileAppender implements Appender {

  private final FileChannel file;

  FileAppender(Path path) {
    try {
      Files.createDirectories(path.getParent());
      this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + path, e);
    }
  }

  @Override
  public void append(byte[] line) {
    try {
      file.write(ByteBuffer.wrap(line));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append a line", e);
    }
  }

  @Override
  public void finish() {
    // All of it is in the file.
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a file", e);
    }
  }
}
