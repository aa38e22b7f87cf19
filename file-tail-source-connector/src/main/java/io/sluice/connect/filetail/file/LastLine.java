package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Finds where the last whole line of a file ends.
 *
 * <p>Behind it there may be gigabytes without a line ending: the hole of a file whose writer does
 * not append, above all. So it is searched in slices of time, from the end backwards; a search goes
 * on where the one before stopped.
 */
final class LastLine {

  private static final int BLOCK = 64 * 1024;
  private static final long SLICE_NANOS = 50_000_000L;

  private final LongSupplier nanoTime;

  /** Null where no search is under way. */
  private FileIdentity searched;

  private long size;

  /** No line ends between here and the end of the file, as it was when the search began. */
  private long to;

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  LastLine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * @param most how much of the file is searched, all of it at most
   * @return 0 where no line ends in that
   * @throws NotReadyException while it is searched
   */
  long endIn(OpenFile file, long most, TextEncoding configured) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    file.content().readFully(block.limit(TextEncoding.bytesToTellBy()), 0);
    TextEncoding encoding = configured.of(block.array(), block.position());
    begin(file, most, encoding);
    long sliceEnd = nanoTime.getAsLong() + SLICE_NANOS;
    while (to > 0) {
      long from = Math.max(0, to - BLOCK);
      block.clear().limit((int) (to - from));
      file.content().readFully(block, from);
      int after = encoding.afterLastFeed(block.array(), 0, 0, block.position());
      if (after >= 0) {
        searched = null;
        return from + after;
      }
      to = from;
      if (to > 0 && nanoTime.getAsLong() - sliceEnd >= 0) {
        throw new NotReadyException("the last line of " + file.path() + " is being searched");
      }
    }
    searched = null;
    return 0;
  }

  private void begin(OpenFile file, long now, TextEncoding encoding) {
    if (!file.identity().equals(searched) || now < size) {
      searched = file.identity();
      to = now - now % encoding.unit();
    }
    size = now;
  }
}
