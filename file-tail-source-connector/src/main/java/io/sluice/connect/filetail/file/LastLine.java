package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds where the last whole line of a file ends. */
final class LastLine {

  private static final int BLOCK = 64 * 1024;

  private LastLine() {}

  /**
   * @return 0 where no line ends in the file
   */
  static long endIn(Content file, TextEncoding configured) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    file.readFully(block.limit(TextEncoding.bytesToTellBy()), 0);
    TextEncoding encoding = configured.of(block.array(), block.position());
    long size = file.size();
    long to = size - size % encoding.unit();
    while (to > 0) {
      long from = Math.max(0, to - BLOCK);
      block.clear().limit((int) (to - from));
      file.readFully(block, from);
      int after = encoding.afterLastFeed(block.array(), 0, 0, block.position());
      if (after >= 0) {
        return from + after;
      }
      to = from;
    }
    return 0;
  }
}
