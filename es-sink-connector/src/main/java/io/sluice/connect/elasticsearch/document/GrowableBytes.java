package io.sluice.connect.elasticsearch.document;

import java.io.OutputStream;
import java.util.Arrays;

/** A byte array that grows, is written without locks, and is cleared and used again. */
public final class GrowableBytes extends OutputStream {

  private byte[] bytes;
  private int size;

  public GrowableBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** The array itself, of which the first {@link #size()} bytes count. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return bytes.length;
  }

  /** A copy of what counts. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets everything from this size on. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
    }
    size = newSize;
  }

  @Override
  public void write(int b) {
    ensureRoom(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    ensureRoom(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Writes the decimal digits of a number that is not negative. */
  public void writeDecimal(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    ensureRoom(digits);
    int at = size + digits;
    long rest = number;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (at > size);
    size += digits;
  }

  /** Replaces each line feed and carriage return from this index on by a space. */
  void replaceLineBreaks(int from) {
    for (int i = from; i < size; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
  }

  private void ensureRoom(int length) {
    int needed = Math.addExact(size, length);
    if (needed > bytes.length) {
      int doubled = (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }
}
