package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is unfinished at the end of a file: a line that copytruncate cut in two, or the lines of a
 * group. It goes on in the next file.
 *
 * @param isCut whether the file was cut off where it ends, maybe in the middle of a line
 */
record UnfinishedEnd(Content file, Progress progress, TextEncoding encoding, boolean isCut) {

  /**
   * Takes it; with that, the file is read to its end.
   *
   * @param most how many bytes can be carried over
   * @return nothing where all was handed on, or it is more than that
   */
  Optional<Carried> take(long most) throws IOException {
    long size = file.size();
    byte[] before = progress.carried() == null ? new byte[0] : progress.carried().bytes();
    long skipped = progress.skipped(encoding);
    long from = progress.position() + skipped;
    if (before.length + size - from > most) {
      return Optional.empty();
    }
    int length = (int) (before.length + Math.max(0, size - from));
    if (length == 0 && !(isCut && progress.isInLine(encoding))) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length + encoding.unit());
    bytes.put(before).limit(length);
    file.readFully(bytes, from);
    if (!isCut && !encoding.endsWithFeed(bytes.array(), 0, bytes.position())) {
      // Nobody writes to the end of a renamed file any more.
      bytes.limit(bytes.capacity()).put(encoding.feed());
    }
    progress.rememberHead(size);
    byte[] unfinished = Arrays.copyOf(bytes.array(), bytes.position());
    Carried taken =
        progress.carry(unfinished, skipped, unfinished.length - before.length, encoding);
    progress.goTo(size);
    return Optional.of(taken);
  }
}
