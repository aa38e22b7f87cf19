package io.sluice.connect.filetail.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file that was read to its end, by what it is known again. Its inode may be another's by now.
 *
 * @param head its beginning
 * @param anchor what stands before its end
 */
record ReadFile(FileIdentity identity, HashedSpan head, HashedSpan anchor) {

  private static final String SEPARATOR = ", ";
  private static final Pattern TEXT = Pattern.compile("(-?\\d{1,19}):(-?\\d{1,19}) (\\S+) (\\S+)");

  /** The position at its end. */
  FilePosition end() {
    return new FilePosition(anchor.end(), identity, head, anchor, null, 0, Rotation.NONE);
  }

  /** The form they have in the source offset: {@code device:inode head anchor, …}. */
  static String text(List<ReadFile> files) {
    return files.stream().map(ReadFile::toString).collect(Collectors.joining(SEPARATOR));
  }

  @Override
  public String toString() {
    return identity.device() + ":" + identity.inode() + " " + head + " " + anchor;
  }

  /**
   * The files that {@link #text} wrote.
   *
   * @throws IllegalArgumentException where the text has another form
   */
  static List<ReadFile> parse(String text) {
    List<ReadFile> files = new ArrayList<>();
    for (String one : text.split(SEPARATOR)) {
      Matcher parts = TEXT.matcher(one);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "expected device:inode head anchor, found '" + one + "'");
      }
      files.add(
          new ReadFile(
              new FileIdentity(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))),
              HashedSpan.parse(parts.group(3)),
              HashedSpan.parse(parts.group(4))));
    }
    return files;
  }
}
