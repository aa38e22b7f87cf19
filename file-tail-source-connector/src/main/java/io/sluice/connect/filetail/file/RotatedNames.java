package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that rotation gives to a file, told from its own: by a number or a date. */
final class RotatedNames {

  private static final Pattern COUNTED = Pattern.compile("[._-]\\d[\\d._:T-]*|\\.old");
  private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|bz2|xz|zst|lz4|Z)");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final String name;
  private final String stem;
  private final String extension;

  RotatedNames(String name) {
    this.name = name;
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
  }

  /** What all of them begin with. */
  String beginning() {
    return stem;
  }

  /** Whether a file may be a rotation or a copy: its name begins with the name, or has a form. */
  boolean areRelated(Path entry) {
    String other = entry.getFileName().toString();
    return !other.equals(name) && (other.startsWith(name) || form(entry).isPresent());
  }

  /**
   * What the rotated names of one file have in common: {@code app.log.#} for {@code app.log.1} and
   * {@code app.log.12.gz}. Nothing for a name without a number or a date.
   */
  Optional<String> form(Path entry) {
    String other = (isCompressed(entry) ? uncompressed(entry) : entry).getFileName().toString();
    if (other.startsWith(name)) {
      return form(name, other.substring(name.length()), "");
    }
    if (other.length() > stem.length() + extension.length()
        && other.startsWith(stem)
        && other.endsWith(extension)) {
      return form(
          stem, other.substring(stem.length(), other.length() - extension.length()), extension);
    }
    return Optional.empty();
  }

  private static Optional<String> form(String before, String count, String after) {
    return COUNTED.matcher(count).matches()
        ? Optional.of(before + DIGITS.matcher(count).replaceAll("#") + after)
        : Optional.empty();
  }

  static boolean isCompressed(Path entry) {
    return COMPRESSED.matcher(entry.getFileName().toString()).matches();
  }

  static Path uncompressed(Path compressed) {
    String name = compressed.getFileName().toString();
    return compressed.resolveSibling(name.substring(0, name.lastIndexOf('.')));
  }
}
