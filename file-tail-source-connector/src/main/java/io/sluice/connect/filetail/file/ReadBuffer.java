package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The one buffer that all files of a task are read through, in turn.
 *
 * <p>It grows for a long line, up to what {@code max.line.bytes} asks for, and shrinks again.
 */
public final class ReadBuffer {

  private static final int USUAL_SIZE = 256 * 1024;

  private final Window window = new Window();
  private final int usualSize;
  private byte[] bytes;
  private int length;

  public ReadBuffer() {
    this(USUAL_SIZE);
  }

  /**
   * @param usualSize in bytes, while there are no long lines
   */
  ReadBuffer(int usualSize) {
    this.usualSize = usualSize;
    this.bytes = new byte[usualSize];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Bytes that the last fill brought. */
  int length() {
    return length;
  }

  /** The view through which its lines are handed on. */
  Window window() {
    return window;
  }

  /** Reads from the file's byte {@code start} on, as much as there is and fits. */
  void fill(Content file, long start) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(bytes);
    file.readFully(target, start);
    length = target.position();
  }

  /**
   * Takes bytes, and behind them the file's from the byte {@code start} on, as much as there is and
   * fits.
   */
  void fill(byte[] before, Content file, long start) throws IOException {
    if (bytes.length < before.length + usualSize) {
      growTo(before.length + usualSize);
    }
    ByteBuffer target = ByteBuffer.wrap(bytes).put(before);
    file.readFully(target, start);
    length = target.position();
  }

  boolean isFull() {
    return length == bytes.length;
  }

  void growTo(int size) {
    bytes = Arrays.copyOf(bytes, size);
  }

  void shrink() {
    if (bytes.length > usualSize) {
      bytes = new byte[usualSize];
    }
  }
}
