package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.util.Arrays;

/**
 * The unfinished end of a file that goes on in the next one: of a line, for copytruncate cuts where
 * it pleases; or of a group of lines.
 *
 * @param bytes read before what the next file begins with
 * @param file the position in the file that they stand in, at their first byte
 * @param end where they end in that file
 */
record Carried(byte[] bytes, FilePosition file, long end, TextEncoding encoding) {

  /** Without what was handed on of it. */
  Carried without(int handedOn) {
    return new Carried(
        Arrays.copyOfRange(bytes, handedOn, bytes.length),
        file.at(file.position() + handedOn),
        end,
        encoding);
  }

  /** The position, in the file that they stand in, of so many bytes before their end. */
  long before(long bytesBeforeEnd) {
    return Math.max(file.position(), end - bytesBeforeEnd);
  }
}
