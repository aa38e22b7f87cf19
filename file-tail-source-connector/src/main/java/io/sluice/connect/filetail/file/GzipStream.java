package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a gzip file (RFC 1952) from its beginning, member after member.
 *
 * <p>The JDK's GZIPInputStream takes whatever cannot be read behind a member for the end, also the
 * beginning of another member that is still being written. Here each end is told from the others:
 * see {@link GzipDamage}.
 */
final class GzipStream implements AutoCloseable {

  private static final int INPUT_BYTES = 64 * 1024;
  private static final int ID_1 = 0x1f;
  private static final int ID_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xE0;

  /** The file ended where something had to follow. */
  private static final class EndOfFile extends Exception {
    private static final long serialVersionUID = 1L;

    EndOfFile() {
      super(null, null, false, false);
    }
  }

  private FileChannel channel;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[INPUT_BYTES];
  private int inputFrom;
  private int inputTo;
  private long inputEnd;
  private boolean inMember;
  private boolean betweenMembers;
  private boolean ended;
  private long memberStart;
  private long position;
  private int members;
  private long lastTime;
  private boolean timesKnown = true;
  private GzipDamage damage;

  /**
   * @param channel not closed with the stream
   */
  GzipStream(FileChannel channel) {
    this.channel = channel;
  }

  /** How many bytes were decompressed. */
  long position() {
    return position;
  }

  int members() {
    return members;
  }

  /**
   * When the youngest of the compressed files was written to last, as the members' headers tell, in
   * whole seconds since 1970; 0 where one of them does not tell.
   */
  long originalTime() {
    return timesKnown ? lastTime : 0;
  }

  /** Whether a read failed where the stream cannot go on, but must begin anew. */
  boolean isBetweenMembers() {
    return betweenMembers;
  }

  /** Reads through another channel of the same file, from where it stands. */
  void goOnThrough(FileChannel another) {
    channel = another;
  }

  /** What is wrong with what was read so far; null where nothing is. */
  GzipDamage damage() {
    return damage;
  }

  /**
   * @return how many bytes; -1 at the end, or where nothing more can be decompressed
   */
  int read(byte[] target, int offset, int length) throws IOException {
    try {
      while (!ended) {
        if (!inMember) {
          betweenMembers = true;
          beginMember();
          betweenMembers = false;
          continue;
        }
        int count = inflate(target, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          betweenMembers = true;
          endMember();
          betweenMembers = false;
        } else if (inflater.needsDictionary()) {
          end(GzipDamage.Kind.BROKEN, "it asks for a dictionary");
        } else if (!ended) {
          fillInput();
          inflater.setInput(input, 0, inputTo);
        }
      }
    } catch (EndOfFile early) {
      end(GzipDamage.Kind.UNFINISHED, "it ends in the middle");
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) {
    long before = inflater.getBytesWritten();
    try {
      inflater.inflate(target, offset, length);
    } catch (DataFormatException broken) {
      inputFrom = inputTo - inflater.getRemaining();
      end(GzipDamage.Kind.BROKEN, String.valueOf(broken.getMessage()));
    }
    // Also where it broke: what came out before is good.
    int count = (int) (inflater.getBytesWritten() - before);
    crc.update(target, offset, count);
    position += count;
    return count;
  }

  private void beginMember() throws IOException, EndOfFile {
    if (members > 0 && skipPadding()) {
      ended = true;
      return;
    }
    int first = next();
    if (first == 0) {
      end(GzipDamage.Kind.UNFINISHED, "it holds zeros");
    } else if (first != ID_1 || next() != ID_2) {
      end(
          members == 0 ? GzipDamage.Kind.FOREIGN : GzipDamage.Kind.BROKEN,
          members == 0 ? "it is not a gzip file" : "what follows is not gzip");
    } else {
      readHeader();
    }
  }

  private void readHeader() throws IOException, EndOfFile {
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      end(GzipDamage.Kind.BROKEN, "unknown compression method or flags");
      return;
    }
    long time = nextInt();
    skip(2); // how hard it was compressed, and on what system
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(2);
    }
    timesKnown &= time != 0;
    lastTime = Math.max(lastTime, time);
    members++;
    inMember = true;
    memberStart = position;
    crc.reset();
    inflater.reset();
    inflater.setInput(input, inputFrom, inputTo - inputFrom);
  }

  private void endMember() throws IOException, EndOfFile {
    inputFrom = inputTo - inflater.getRemaining();
    inMember = false;
    boolean sumIsRight = nextInt() == crc.getValue();
    boolean lengthIsRight = nextInt() == (position - memberStart & 0xFFFFFFFFL);
    if (damage == null && !(sumIsRight && lengthIsRight)) {
      damage =
          new GzipDamage(
              GzipDamage.Kind.CHECKSUM, compressedPosition(), memberStart, "its checksum is wrong");
    }
  }

  /** Whether nothing but zeros follows, as tapes and block devices leave it. */
  private boolean skipPadding() throws IOException {
    while (inputFrom < inputTo || hasMore()) {
      if (input[inputFrom] != 0) {
        return false;
      }
      inputFrom++;
    }
    return true;
  }

  /** Nothing can be read behind here; this outweighs a wrong checksum before. */
  private void end(GzipDamage.Kind kind, String reason) {
    ended = true;
    long doubtful =
        damage != null && damage.kind() == GzipDamage.Kind.CHECKSUM ? damage.from() : position;
    damage = new GzipDamage(kind, compressedPosition(), doubtful, reason);
  }

  private long compressedPosition() {
    return inputEnd - (inputTo - inputFrom);
  }

  private void skip(int count) throws IOException, EndOfFile {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException, EndOfFile {
    while (next() != 0) {
      // up to its terminating zero
    }
  }

  private long nextInt() throws IOException, EndOfFile {
    long low = next() | next() << 8;
    long high = next() | next() << 8;
    return low | high << 16;
  }

  private int next() throws IOException, EndOfFile {
    if (inputFrom == inputTo) {
      fillInput();
    }
    return input[inputFrom++] & 0xFF;
  }

  private void fillInput() throws IOException, EndOfFile {
    inputFrom = inputTo;
    if (!hasMore()) {
      throw new EndOfFile();
    }
  }

  private boolean hasMore() throws IOException {
    int count = channel.read(ByteBuffer.wrap(input), inputEnd);
    if (count <= 0) {
      return false;
    }
    inputFrom = 0;
    inputTo = count;
    inputEnd += count;
    return true;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
