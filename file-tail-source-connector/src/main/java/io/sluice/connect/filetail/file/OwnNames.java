package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the names beside a path are those that rotation gives to the path's files, and which may
 * be another program's: {@code app-8080.log} stands beside {@code app.log} either way.
 */
final class OwnNames {

  private static final Logger LOG = LoggerFactory.getLogger(OwnNames.class);
  private static final int MOST_TOLD = 64;

  private final Path path;
  private final Siblings siblings;
  private final Predicate<FileIdentity> awaited;

  /** Of names that files of the path were found to have. */
  private final Set<String> forms = new HashSet<>();

  private final Set<Path> told = new HashSet<>();

  /**
   * @param awaited whether a file of the path waits to be opened, under whatever name
   */
  OwnNames(Path path, Siblings siblings, Predicate<FileIdentity> awaited) {
    this.path = path;
    this.siblings = siblings;
    this.awaited = awaited;
  }

  /** Takes note of where a file of the path was found. */
  void add(Place place) {
    forms.addAll(place.forms());
  }

  /**
   * Whether the name of a file is one that rotation gives to the path's files. A number may as well
   * be in the name of another program's log: then the form must be known. Of a file that was seen
   * under another name, the name that it has now says nothing.
   */
  boolean mayComeAfter(Place place, RotatedFile file, String form) {
    if (awaited.test(file.stat().identity())) {
      return true;
    }
    if (!place.forms().isEmpty()) {
      return place.forms().contains(form);
    }
    return place == Place.FIRST
        || forms.contains(form)
        || RotatedNames.isRotation(file.path())
        || siblings.names().count(file.path()).isDate();
  }

  /** Of what may have come of the path by its name: who rotates so can see why it is not read. */
  void tellLeftOut(List<RotatedFile> files, RotationTimes times, Place place, KnownFiles known) {
    for (RotatedFile file : files) {
      if (told.size() < MOST_TOLD
          && times.of(file).compareTo(place.modified()) > 0
          && !known.mayContain(file.stat().identity())
          && isLeftOut(place, file)
          && told.add(file.path())) {
        LOG.info(
            "{}: {} ({} bytes) is left alone: by its name it may be another program's log, and"
                + " nothing shows that it is a rotation",
            path,
            file.path(),
            file.stat().size());
        if (told.size() == MOST_TOLD) {
          LOG.info("{}: of further files that are left alone nothing is said", path);
        }
      }
    }
  }

  private boolean isLeftOut(Place place, RotatedFile file) {
    return (place.forms().isEmpty()
            || RotatedNames.isRotation(file.path())
            || siblings.names().count(file.path()).isDate())
        && siblings
            .names()
            .form(file.path())
            .filter(form -> !mayComeAfter(place, file, form))
            .isPresent();
  }
}
