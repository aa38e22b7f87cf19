package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an open file: for a compressed file, those that were compressed. */
interface Content extends Closeable {

  /** How many there are now. */
  long size() throws IOException;

  /** Whether nobody writes to it any more. */
  default boolean isFinal() {
    return false;
  }

  /** Whether there was more behind the end, which cannot be read any more. */
  default boolean isBroken() {
    return false;
  }

  /**
   * Reads bytes from a position on, without moving any other reader's position.
   *
   * @return how many; less than asked for also in the middle of a file, and less than 1 at its end
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Reads through another channel from now on, and closes the one before.
   *
   * @param another of the same file
   */
  void goOnThrough(FileChannel another) throws IOException;

  /** Fills the target from a position on, or up to the end. */
  default void readFully(ByteBuffer target, long position) throws IOException {
    long start = position - target.position();
    while (target.hasRemaining() && read(target, start + target.position()) > 0) {
      // A read may be short in the middle of a file.
    }
  }
}
