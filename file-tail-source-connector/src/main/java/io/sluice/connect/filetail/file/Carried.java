package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The unfinished end of a file that goes on in the next one: of a line, for copytruncate cuts where
 * it pleases; or of a group of lines. A file may hold nothing but the middle of it, so that the
 * bytes may come from several.
 *
 * @param bytes read before what the next file begins with; none where all was handed on of a line
 *     whose ending may follow
 * @param parts the files that they stand in, in their order; never empty
 * @param inLine whether what was handed on before was a line without its ending
 */
record Carried(byte[] bytes, List<Part> parts, boolean inLine, TextEncoding encoding) {

  /**
   * The bytes from one file.
   *
   * @param file the position in it at which they begin
   * @param skipped length of the byte order mark or the hole that stands there, and is not among
   *     them
   * @param length how many
   */
  record Part(FilePosition file, long skipped, int length) {

    /** The position behind so many of the bytes. */
    FilePosition at(int count) {
      return count == 0 ? file : file.at(file.position() + skipped + count);
    }

    /** Where the line stands that begins behind so many of the bytes. */
    long lineStart(int count) {
      return file.position() + (count == 0 ? Hole.firstLine(skipped) : skipped + count);
    }
  }

  /** The position in the file that they stand in, at the first byte. */
  FilePosition file() {
    return parts.get(0).file();
  }

  /** The position behind so many of the bytes: in the file that the next one stands in. */
  FilePosition at(int count) {
    return find(count, Part::at);
  }

  /** Where the line stands that begins behind so many of the bytes. */
  long lineStart(int count) {
    return find(count, Part::lineStart);
  }

  private <T> T find(int count, BiFunction<Part, Integer, T> place) {
    int before = 0;
    for (Part part : parts) {
      if (count < before + part.length()) {
        return place.apply(part, count - before);
      }
      before += part.length();
    }
    Part last = parts.get(parts.size() - 1);
    return place.apply(last, last.length());
  }

  /** Whether a line ends with so many of the bytes. */
  boolean endsLine(int count) {
    return encoding.endsWithFeed(bytes, 0, count);
  }

  /** Whether reading goes on in the file before, once so many of the bytes were handed on. */
  boolean keeps(int count) {
    return count < bytes.length || (count == bytes.length && !endsLine(count));
  }

  /** Without what was handed on of it. */
  Carried without(int handedOn) {
    List<Part> rest = new ArrayList<>();
    int before = 0;
    for (Part part : parts) {
      int gone = Math.max(0, Math.min(part.length(), handedOn - before));
      if (gone < part.length()) {
        rest.add(gone == 0 ? part : new Part(part.at(gone), 0, part.length() - gone));
      }
      before += part.length();
    }
    if (rest.isEmpty()) {
      rest.add(new Part(at(handedOn), 0, 0));
    }
    byte[] left = Arrays.copyOfRange(bytes, handedOn, bytes.length);
    return new Carried(left, rest, !endsLine(handedOn), encoding);
  }

  /** With the unfinished end of the next file. */
  Carried with(byte[] all, Part next) {
    List<Part> both = new ArrayList<>(parts);
    both.add(next);
    return new Carried(all, both, inLine, encoding);
  }
}
