package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which entry has claimed which files, so that none is collected twice. */
final class FileClaims {

  /**
   * An entry's claim.
   *
   * @param target the file that its path leads to; the path itself for a glob
   * @param pattern nothing for an entry of one file
   * @param place where the entry stands
   */
  private record Claim(String path, Path target, Optional<FilePattern> pattern, String place) {

    boolean mayTake(Claim file) {
      return pattern.isPresent()
          && (pattern.get().matches(Path.of(file.path)) || pattern.get().matches(file.target));
    }
  }

  private final HostFiles files;
  private final Map<Path, Claim> byTarget = new HashMap<>();
  private final List<Claim> globs = new ArrayList<>();

  FileClaims(HostFiles files) {
    this.files = files;
  }

  /**
   * Claims the files of an entry.
   *
   * @return why it cannot have them; nothing where it has them now
   */
  Optional<String> claim(CollectEntry entry, String place) {
    Path path = Path.of(entry.path());
    Optional<FilePattern> pattern = entry.pattern();
    Claim claim =
        new Claim(entry.path(), pattern.isPresent() ? path : files.target(path), pattern, place);
    Optional<String> conflict = sameTarget(claim).or(() -> withGlobs(claim));
    if (conflict.isEmpty()) {
      byTarget.put(claim.target, claim);
      if (pattern.isPresent()) {
        globs.add(claim);
      }
    }
    return conflict;
  }

  private Optional<String> sameTarget(Claim claim) {
    Claim other = byTarget.get(claim.target);
    if (other == null) {
      return Optional.empty();
    }
    if (other.path.equals(claim.path)) {
      return Optional.of(
          "'" + claim.path + "' is claimed by " + other.place + " already; remove one");
    }
    return Optional.of(
        "'"
            + claim.path
            + "' is the same file as '"
            + other.path
            + "', by a link; that is claimed by "
            + other.place
            + " already; remove one");
  }

  private Optional<String> withGlobs(Claim claim) {
    if (claim.pattern.isEmpty()) {
      return globs.stream()
          .filter(glob -> glob.mayTake(claim))
          .findFirst()
          .map(glob -> matched("'" + claim.path + "'", glob));
    }
    return byTarget.values().stream()
        .filter(file -> file.pattern.isEmpty() && claim.mayTake(file))
        .findFirst()
        .map(
            file ->
                "'"
                    + claim.path
                    + "' matches '"
                    + file.path
                    + "', which is claimed by "
                    + file.place
                    + " already; exclude it here, or remove one")
        .or(() -> withFilesOfGlobs(claim));
  }

  private Optional<String> withFilesOfGlobs(Claim claim) {
    for (Claim other : globs) {
      Optional<Path> common =
          files.common(claim.pattern.orElseThrow(), other.pattern.orElseThrow());
      if (common.isPresent()) {
        return Optional.of(
            matched("'" + claim.path + "' matches '" + common.get() + "', which", other));
      }
    }
    return Optional.empty();
  }

  private static String matched(String what, Claim glob) {
    return what
        + " is matched by '"
        + glob.path
        + "' of "
        + glob.place
        + " already; exclude it there, or remove one";
  }
}
