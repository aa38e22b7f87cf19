package io.sluice.connect.filetail.glob;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that a glob means, but for some that others exclude.
 *
 * @param glob what is meant
 * @param exclude what of it is not
 */
public record FilePattern(Glob glob, List<Glob> exclude) {

  public FilePattern {
    exclude = List.copyOf(exclude);
  }

  /**
   * @param exclude those with a slash are matched with the whole path, others with the file's name
   * @throws IllegalArgumentException that says what is wrong
   */
  public static FilePattern of(String glob, List<String> exclude) {
    return new FilePattern(Glob.parse(glob), exclude.stream().map(FilePattern::exclusion).toList());
  }

  /**
   * What a pattern excludes.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static Glob exclusion(String text) {
    return Glob.parse(text.contains("/") ? text : "/**/" + text);
  }

  public boolean matches(Path path) {
    return glob.matches(path) && exclude.stream().noneMatch(one -> one.matches(path));
  }
}
