package io.sluice.connect.filetail.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which entry has claimed which file, so that no file is collected twice. */
final class FileClaims {

  /** An entry's path and where the entry stands. */
  record Claim(String path, String place) {}

  private final UnaryOperator<Path> target;
  private final Map<Path, Claim> claims = new HashMap<>();

  /**
   * @param target the file that a path leads to
   */
  FileClaims(UnaryOperator<Path> target) {
    this.target = target;
  }

  /** The file behind all links; the path itself where there is none, or none that can be seen. */
  static Path linksResolved(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path;
    }
  }

  /** The earlier claim of the same file, where there is one. */
  Optional<Claim> claim(String path, String place) {
    return Optional.ofNullable(
        claims.putIfAbsent(target.apply(Path.of(path)), new Claim(path, place)));
  }
}
