package io.sluice.connect.filetail.glob;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of absolute paths.
 *
 * <ul>
 *   <li>{@code *} stands for any characters of one name, {@code ?} for one;
 *   <li>{@code [abc]}, {@code [a-z]}, {@code [!a-z]} for one of some characters, or none of them;
 *   <li>{@code {a,b}} for one of some texts, which may be globs and hold slashes;
 *   <li>{@code **} between two slashes for any number of folders, none included; at the end, for
 *       all files below.
 * </ul>
 *
 * <p>A backslash takes the meaning from the character behind it. A dot at the beginning of a name
 * is a character like others.
 */
public final class Glob {

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private final String text;
  private final List<PathPattern> alternatives;

  private Glob(String text, List<PathPattern> alternatives) {
    this.text = text;
    this.alternatives = alternatives;
  }

  /** Whether a path is meant to be a glob. */
  public static boolean isGlob(String path) {
    return WILDCARD.matcher(path).find();
  }

  /**
   * @throws IllegalArgumentException that says what is wrong, and how to write what may be meant
   */
  public static Glob parse(String text) {
    return new Glob(text, BraceExpansion.of(text).stream().map(PathPattern::parse).toList());
  }

  public boolean matches(Path path) {
    for (PathPattern alternative : alternatives) {
      if (alternative.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The folders that all matching paths are below of, as far down as their names are no patterns;
   * none of them is below another.
   */
  public List<Path> bases() {
    List<Path> all = alternatives.stream().map(PathPattern::base).distinct().sorted().toList();
    return all.stream()
        .filter(one -> all.stream().noneMatch(other -> one != other && one.startsWith(other)))
        .toList();
  }

  /** Whether a path below the folder may match. */
  public boolean reachesBelow(Path folder) {
    for (PathPattern alternative : alternatives) {
      if (alternative.reachesBelow(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be paths that both match, as far as their folders tell. */
  public boolean mayMeet(Glob other) {
    return alternatives.stream()
        .anyMatch(one -> other.alternatives.stream().anyMatch(one::mayMeet));
  }

  /**
   * Whether there may be a file that both match, as far as folders and the beginnings of names
   * tell. What rotation makes of the one's files the other may match all the same.
   */
  public boolean mayShare(Glob other) {
    return alternatives.stream()
        .anyMatch(one -> other.alternatives.stream().anyMatch(one::mayShare));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
