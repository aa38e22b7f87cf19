package io.sluice.connect.filetail.collect;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
          Quote.of(claim.path) + " is claimed by " + other.place + " already; remove one");
    }
    return Optional.of(
        Quote.of(claim.path)
            + " is the same file as "
            + Quote.of(other.path)
            + ", by a link; that is claimed by "
            + other.place
            + " already; remove one");
  }

  private Optional<String> withGlobs(Claim claim) {
    if (claim.pattern.isEmpty()) {
      return globs.stream()
          .filter(glob -> glob.mayTake(claim))
          .findFirst()
          .map(glob -> matched(Quote.of(claim.path), glob))
          .or(() -> first(globs, glob -> rotatedName(claim.target, glob)));
    }
    return byTarget.values().stream()
        .filter(file -> file.pattern.isEmpty() && claim.mayTake(file))
        .findFirst()
        .map(
            file ->
                Quote.of(claim.path)
                    + " matches "
                    + Quote.of(file.path)
                    + ", which is claimed by "
                    + file.place
                    + " already; exclude it here, or remove one")
        .or(() -> withFilesOfGlobs(claim))
        .or(
            () ->
                first(
                    byTarget.values(),
                    file ->
                        file.pattern.isEmpty()
                            ? rotatedName(file.target, claim, file)
                            : Optional.empty()))
        .or(() -> first(globs, other -> rotating(claim, other)));
  }

  private static Optional<String> first(
      Collection<Claim> claims, Function<Claim, Optional<String>> conflict) {
    return claims.stream().flatMap(claim -> conflict.apply(claim).stream()).findFirst();
  }

  /** Why an entry cannot have a file that a glob, which has claimed others, takes when rotated. */
  private Optional<String> rotatedName(Path file, Claim glob) {
    return files
        .rotation(file, glob.pattern.orElseThrow())
        .map(
            name ->
                twice(
                    Quote.of(file) + " becomes " + Quote.of(name) + " by rotation, which",
                    Quote.of(glob.path) + " of " + glob.place + " matches",
                    "exclude that there",
                    file));
  }

  /** The same for a glob and a file that another entry has claimed. */
  private Optional<String> rotatedName(Path file, Claim glob, Claim claimed) {
    return files
        .rotation(file, glob.pattern.orElseThrow())
        .map(
            name ->
                twice(
                    Quote.of(glob.path) + " matches " + Quote.of(name) + ", which",
                    Quote.of(file) + ", claimed by " + claimed.place + ", becomes by rotation",
                    "exclude it here",
                    file));
  }

  /** The same for two globs, and a file that is there. */
  private Optional<String> rotating(Claim claim, Claim other) {
    FilePattern its = claim.pattern.orElseThrow();
    FilePattern others = other.pattern.orElseThrow();
    Optional<String> rotatedOfOther =
        files.rotating(others, its).flatMap(file -> rotatedName(file, claim, other));
    return rotatedOfOther.or(
        () -> files.rotating(its, others).flatMap(file -> rotatedName(file, other)));
  }

  private static String twice(String what, String other, String remedy, Path file) {
    return what
        + " "
        + other
        + "; it would be sent twice, for rotated files are read with the file: "
        + remedy
        + ", or collect all with one entry "
        + Quote.of(file + "*");
  }

  private Optional<String> withFilesOfGlobs(Claim claim) {
    for (Claim other : globs) {
      Optional<Path> common =
          files.common(claim.pattern.orElseThrow(), other.pattern.orElseThrow());
      if (common.isPresent()) {
        return Optional.of(
            matched(
                Quote.of(claim.path) + " matches " + Quote.of(common.get()) + ", which", other));
      }
    }
    return Optional.empty();
  }

  private static String matched(String what, Claim glob) {
    return what
        + " is matched by "
        + Quote.of(glob.path)
        + " of "
        + glob.place
        + " already; exclude it there, or remove one";
  }
}
