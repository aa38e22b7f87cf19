package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random lines, and the files that rotation leaves of them. A copytruncate cuts between any two
 * bytes, a rename between any two characters, with which the line before it ends.
 */
final class WrittenText {

  private static final int LINES = 12;
  private static final String[] CHARACTERS = {"a", "b", "7", " ", "\t", "é", "日", "😀", "\r"};

  final List<byte[]> files = new ArrayList<>();

  /** Whether the file of that number goes on in the next one as if there had been no cut. */
  final List<Boolean> copied = new ArrayList<>();

  private final Random random;
  private final Charset charset;
  private final boolean rotates;
  private final boolean cutsCharacters;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<Integer> positions = new ArrayList<>();
  private final List<Boolean> boundaries = new ArrayList<>();
  private int markLength;
  private String last = "\n";

  /**
   * @param longestLine in characters
   * @param cutsCharacters whether copytruncate does so
   */
  WrittenText(
      Random random,
      TextEncoding encoding,
      int longestLine,
      boolean rotates,
      boolean cutsCharacters) {
    this.random = random;
    this.charset = encoding.charset();
    this.rotates = rotates;
    this.cutsCharacters = cutsCharacters;
    beginFile();
    for (int i = 0; i < LINES; i++) {
      line(random.nextInt(5) == 0 ? longestLine : longestLine / 2);
    }
    if (random.nextBoolean()) {
      write("begun");
    }
    endFile(false);
    boundaries.add(true);
  }

  private void line(int longest) {
    if (random.nextInt(3) == 0) {
      write(" ");
    }
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      String one = CHARACTERS[random.nextInt(CHARACTERS.length)];
      write(charset.newEncoder().canEncode(one) ? one : "c");
    }
    if (random.nextInt(4) == 0) {
      write("\r");
    }
    write("\n");
  }

  private void write(String text) {
    text.codePoints().mapToObj(Character::toString).forEach(this::writeOne);
  }

  private void writeOne(String character) {
    if (rotates && file.size() > 4 && !last.equals("\r") && random.nextInt(30) == 0) {
      rename();
    }
    byte[] bytes = character.getBytes(charset);
    for (int i = 0; i < bytes.length; i++) {
      if ((i == 0 || cutsCharacters) && rotates && file.size() > 4 && random.nextInt(60) == 0) {
        endFile(true);
      }
      add(bytes[i], i == 0);
      file.write(bytes[i]);
    }
    last = character;
  }

  private void rename() {
    if (!last.equals("\n")) {
      byte[] feed = "\n".getBytes(charset);
      for (int i = 0; i < feed.length; i++) {
        add(feed[i], i == 0);
      }
      last = "\n";
    }
    endFile(false);
    beginFile();
  }

  private void add(byte one, boolean boundary) {
    all.write(one);
    positions.add(file.size() == markLength ? 0 : file.size());
    boundaries.add(boundary);
  }

  private void beginFile() {
    if (charset.newEncoder().canEncode('\ufeff') && random.nextInt(3) == 0) {
      file.writeBytes("\ufeff".getBytes(charset));
      markLength = file.size();
    }
  }

  private void endFile(boolean isCopy) {
    files.add(file.toByteArray());
    copied.add(isCopy);
    file.reset();
    markLength = 0;
  }

  /** All that was written, as one file would hold it. */
  byte[] bytes() {
    return all.toByteArray();
  }

  /** Where the byte stands in its file; 0 also behind a byte order mark. */
  long position(int index) {
    return positions.get(index);
  }

  boolean isBoundary(int index) {
    return boundaries.get(index);
  }
}
