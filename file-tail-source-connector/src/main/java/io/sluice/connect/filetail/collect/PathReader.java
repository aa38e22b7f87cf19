package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.glob.FilePattern;
import io.sluice.connect.filetail.glob.Glob;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads which files an entry means, and notes each rule that its path and exclusions break. */
final class PathReader {

  private static final String PATH = "/" + EntryField.PATH.json();
  private static final String EXCLUDE = "/" + EntryField.EXCLUDE.json();

  private static final String OPTION = "allowed.paths";

  /** Linux's PATH_MAX. */
  private static final int MOST_CHARACTERS = 4_096;

  /** Each takes some of the stack when a glob is parsed. */
  private static final int MOST_BRACES = 100;

  /** Takes a value that an option does not allow. */
  interface Outside {
    void add(String place, String option, String message);
  }

  private final AllowedPaths allowed;
  private final BiConsumer<String, String> wrong;
  private final Outside outside;

  /**
   * @param wrong takes the place of a problem, as a JSON pointer within the entry, and its message
   */
  PathReader(AllowedPaths allowed, BiConsumer<String, String> wrong, Outside outside) {
    this.allowed = allowed;
    this.wrong = wrong;
    this.outside = outside;
  }

  void check(String given) {
    if (isTooMuch(PATH, given)) {
      return;
    }
    try {
      Path path = Path.of(given);
      if (!path.isAbsolute() || !path.normalize().toString().equals(given)) {
        wrong.accept(
            PATH,
            Quote.of(given) + " is not an absolute path without '.', '..', '//' and a last '/'");
      } else if (path.getFileName() == null) {
        wrong.accept(PATH, Quote.of(given) + " has no file name; name the file to collect");
      } else if (Glob.isGlob(given)) {
        checkGlob(given);
      } else if (!allowed.contain(path)) {
        outside.add(
            PATH, OPTION, Quote.of(given) + " is outside the connector's allowed.paths " + allowed);
      }
    } catch (InvalidPathException invalid) {
      wrong.accept(PATH, "is not a path: " + invalid.getReason());
    }
  }

  private boolean isTooMuch(String place, String given) {
    long braces = given.chars().filter(character -> character == '{').count();
    if (given.length() > MOST_CHARACTERS) {
      wrong.accept(
          place,
          "has %d characters; no path or glob may have more than %d"
              .formatted(given.length(), MOST_CHARACTERS));
      return true;
    } else if (braces > MOST_BRACES) {
      wrong.accept(
          place,
          "has %d opening braces; no glob may have more than %d: use a wildcard, or several entries"
              .formatted(braces, MOST_BRACES));
      return true;
    }
    return false;
  }

  private void checkGlob(String given) {
    try {
      for (Path base : Glob.parse(given).bases()) {
        if (!allowed.contain(base)) {
          outside.add(
              PATH,
              OPTION,
              Quote.of(given)
                  + " looks for files below "
                  + Quote.shortened(base.toString())
                  + ", which is outside the connector's allowed.paths "
                  + allowed);
        }
      }
    } catch (IllegalArgumentException malformed) {
      wrong.accept(PATH, Quote.of(given) + " is no glob: " + malformed.getMessage());
    }
  }

  /**
   * @param path the entry's; nothing where it has none
   */
  List<String> exclude(Optional<String> path, JsonNode given) {
    if (given == null) {
      return List.of();
    }
    if (!given.isArray()) {
      wrong.accept(EXCLUDE, "expected a list of globs, found " + EntryReader.kind(given));
      return List.of();
    }
    if (!given.isEmpty() && path.isPresent() && !Glob.isGlob(path.get())) {
      wrong.accept(
          EXCLUDE,
          "is for a path that is a glob; "
              + Quote.of(path.get())
              + " names one file, remove one of both");
    }
    List<String> globs = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      exclusion(EXCLUDE + "/" + i, given.get(i)).ifPresent(globs::add);
    }
    return globs;
  }

  private Optional<String> exclusion(String place, JsonNode given) {
    if (!given.isTextual() || given.textValue().isEmpty()) {
      wrong.accept(
          place,
          "expected a glob: of file names, as *.tmp, or of whole paths, as /var/log/old/**; found "
              + EntryReader.kind(given));
      return Optional.empty();
    }
    if (isTooMuch(place, given.textValue())) {
      return Optional.empty();
    }
    try {
      FilePattern.exclusion(given.textValue());
      return Optional.of(given.textValue());
    } catch (IllegalArgumentException malformed) {
      wrong.accept(place, Quote.of(given.textValue()) + " is no glob: " + malformed.getMessage());
      return Optional.empty();
    }
  }
}
