package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.BooleanSupplier;

/**
 * The bytes that were compressed into a gzip file.
 *
 * <p>Reading forward is one pass. The last bytes are kept, for reads that begin a little before the
 * end of the one before, and the first and last of all, by which the file is known. A read of
 * others begins from the beginning of the file again, and makes room so that a step of that size
 * need not do so another time. Nothing is allocated before the first read that needs it: files that
 * wait for their turn cost a descriptor.
 */
final class GzipContent implements Content {

  private static final int STEP = 64 * 1024;
  private static final int USUAL_WINDOW = 512 * 1024;
  private static final int LARGEST_WINDOW = 8 * 1024 * 1024;

  private final long size;
  private final byte[] head;
  private final byte[] end;
  private final boolean broken;
  private FileChannel channel;
  private GzipStream stream;

  /** The last bytes of the stream, each at its position modulo the length. */
  private byte[] window;

  private int held;

  /** One that holds all that was compressed. */
  GzipContent(FileChannel channel, long size, byte[] head, byte[] end) {
    this(channel, size, head, end, false);
  }

  /**
   * @param channel closed with this
   * @param size how many bytes can be decompressed
   * @param head the first of them
   * @param end the last of them
   * @param broken whether there was more
   */
  GzipContent(FileChannel channel, long size, byte[] head, byte[] end, boolean broken) {
    this.channel = channel;
    this.size = size;
    this.head = head;
    this.end = end;
    this.broken = broken;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    if (position >= size) {
      return -1;
    }
    if (position < head.length && (stream == null || position < stream.position() - held)) {
      int count = Math.min(target.remaining(), head.length - (int) position);
      target.put(head, (int) position, count);
      return count;
    }
    if (position >= size - end.length) {
      int count = (int) Math.min(target.remaining(), size - position);
      target.put(end, end.length - (int) (size - position), count);
      return count;
    }
    if (stream == null) {
      begin(USUAL_WINDOW);
    } else if (position < stream.position() - held) {
      long step = stream.position() - position;
      begin((int) Math.min(LARGEST_WINDOW, Math.max(window.length, 2 * step)));
    }
    while (stream.position() <= position) {
      decompress();
    }
    return copy(target, position);
  }

  /**
   * Goes forward to a position, so that a read there need not.
   *
   * @return whether it was reached before the time was up
   */
  boolean advanceTo(long position, BooleanSupplier timeIsUp) throws IOException {
    if (stream == null) {
      begin(USUAL_WINDOW);
    }
    while (stream.position() < Math.min(position, size)) {
      if (timeIsUp.getAsBoolean()) {
        return false;
      }
      decompress();
    }
    return true;
  }

  /** Whether a read at the position would take long. */
  boolean isFarFrom(long position) {
    return position - (stream == null ? 0 : stream.position()) > USUAL_WINDOW;
  }

  /** Goes on where another reader of the same file stands, which is of no use any more. */
  void takeOver(GzipContent other) throws IOException {
    FileChannel replaced = channel;
    endStream();
    channel = other.channel;
    stream = other.stream;
    window = other.window;
    held = other.held;
    other.stream = null;
    other.channel = replaced;
    other.close();
  }

  private void begin(int windowBytes) {
    endStream();
    stream = new GzipStream(channel);
    if (window == null || window.length < windowBytes) {
      window = new byte[windowBytes];
    }
    held = 0;
  }

  private void decompress() throws IOException {
    int at = (int) (stream.position() % window.length);
    int count;
    try {
      count = stream.read(window, at, Math.min(STEP, window.length - at));
    } catch (IOException failed) {
      if (stream.isBetweenMembers()) {
        endStream();
      }
      throw failed;
    }
    if (count < 0) {
      throw new IOException(
          "the compressed file ends at byte "
              + stream.position()
              + " of its content, and had "
              + size
              + " when it was read through");
    }
    held = Math.min(window.length, held + count);
  }

  private int copy(ByteBuffer target, long position) {
    long end = Math.min(size, stream.position());
    int count = (int) Math.min(target.remaining(), end - position);
    int at = (int) (position % window.length);
    int first = Math.min(count, window.length - at);
    target.put(window, at, first);
    target.put(window, 0, count - first);
    return count;
  }

  @Override
  public void goOnThrough(FileChannel another) throws IOException {
    FileChannel before = channel;
    channel = another;
    if (stream != null) {
      stream.goOnThrough(another);
    }
    before.close();
  }

  private void endStream() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  @Override
  public void close() throws IOException {
    endStream();
    window = null;
    channel.close();
  }
}
