package io.sluice.connect.elasticsearch.bulk;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses bodies one after the other, on the task's thread, with one deflater and into buffers
 * that are used again. Any thread may release a buffer. The deflater's own memory is freed with
 * this object by the JDK's cleaner.
 */
final class GzipBodies {

  /** A log compresses nearly as well as at the default level, at a third of its cost. */
  private static final int LEVEL = Deflater.BEST_SPEED;

  /** RFC 1952: deflated, no flags, no time, fastest algorithm, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private static final int TRAILER = 8;
  private static final int INITIAL_CAPACITY = 64 * 1024;
  private static final int MOST_TO_KEEP = 16 * 1024 * 1024;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 checksum = new CRC32();
  private final ConcurrentLinkedQueue<Body> spare = new ConcurrentLinkedQueue<>();

  /** A compressed body, of which the first {@code size} bytes of the array count. */
  static final class Body {
    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int size;

    byte[] array() {
      return bytes;
    }

    int size() {
      return size;
    }
  }

  /** Compresses; the result is the caller's until it is released. */
  Body compress(byte[] body, int length) {
    Body free = spare.poll();
    Body out = free == null ? new Body() : free;
    System.arraycopy(HEADER, 0, out.bytes, 0, HEADER.length);
    out.size = HEADER.length;
    deflater.reset();
    deflater.setInput(body, 0, length);
    deflater.finish();
    while (!deflater.finished()) {
      if (out.bytes.length - out.size <= TRAILER) {
        out.bytes = Arrays.copyOf(out.bytes, Math.multiplyExact(out.bytes.length, 2));
      }
      out.size += deflater.deflate(out.bytes, out.size, out.bytes.length - out.size - TRAILER);
    }
    checksum.reset();
    checksum.update(body, 0, length);
    writeInt(out, (int) checksum.getValue());
    writeInt(out, length);
    return out;
  }

  /** Gives a body back, which nobody reads any more. */
  void release(Body body) {
    if (body.bytes.length <= MOST_TO_KEEP) {
      spare.add(body);
    }
  }

  /** With the lowest byte first. */
  private static void writeInt(Body out, int number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.bytes[out.size++] = (byte) (number >> shift);
    }
  }
}
