package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells what another file in a path's folder is to the path. */
final class Relations {

  private final Path path;
  private final FileOpener opener;
  private final GenerationQueue generations;
  private final LeftFiles left;
  private final ResumePoint resumePoint;

  Relations(
      Path path,
      FileOpener opener,
      GenerationQueue generations,
      LeftFiles left,
      ResumePoint resumePoint) {
    this.path = path;
    this.opener = opener;
    this.generations = generations;
    this.left = left;
    this.resumePoint = resumePoint;
  }

  /**
   * @throws IOException where it cannot be read
   */
  Relation of(Path other) throws IOException {
    if (isOpen(other)) {
      return Relation.OWN;
    }
    try (OpenFile opened = opener.open(other).orElse(null)) {
      if (opened == null) {
        return Relation.EMPTY;
      }
      KnownFiles known = new KnownFiles();
      generations.addTo(known);
      left.addTo(known);
      resumePoint.addTo(known);
      if (known.contain(opened)) {
        return Relation.OWN;
      }
      if (opened.content().size() == 0) {
        return Relation.EMPTY;
      }
      try (OpenFile named = opener.open(path).orElse(null)) {
        return named != null && opened.isHeldBy(named.content()) ? Relation.COPY : Relation.NONE;
      }
    }
  }

  /** That of an open file cannot be another's, so that it need not be looked into. */
  private boolean isOpen(Path other) throws IOException {
    Optional<FileStat> stat = FileStat.of(other);
    return stat.isPresent() && generations.isOpen(stat.get().identity());
  }
}
