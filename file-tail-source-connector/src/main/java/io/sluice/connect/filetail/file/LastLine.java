package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds where the last whole line of a file ends. */
final class LastLine {

  private static final int BLOCK = 64 * 1024;

  private LastLine() {}

  /**
   * @return 0 where no line ends in the file
   */
  static long endIn(Content file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long to = file.size();
    while (to > 0) {
      long from = Math.max(0, to - BLOCK);
      block.clear().limit((int) (to - from));
      file.readFully(block, from);
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return from + i + 1;
        }
      }
      to = from;
    }
    return 0;
  }
}
