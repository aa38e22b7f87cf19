package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells what another file in a path's folder is to the path. */
final class Relations {

  private final Path path;
  private final Rotation committed;
  private final FileOpener opener;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final CopiedAway copiedAway;
  private final LeftFiles left;
  private final ResumePoint resumePoint;
  private final TailState state;

  /**
   * @param committed how the file that an earlier run was reading stood to others
   */
  Relations(
      Path path,
      Rotation committed,
      FileOpener opener,
      GenerationQueue generations,
      Unopened unopened,
      CopiedAway copiedAway,
      LeftFiles left,
      ResumePoint resumePoint,
      TailState state) {
    this.path = path;
    this.committed = committed;
    this.opener = opener;
    this.generations = generations;
    this.unopened = unopened;
    this.copiedAway = copiedAway;
    this.left = left;
    this.resumePoint = resumePoint;
    this.state = state;
  }

  /**
   * @throws IOException where it cannot be read, or it cannot be found out for trouble with others
   */
  Relation of(Path other) throws IOException {
    if (isOpenOrWaits(other)) {
      return Relation.OWN;
    }
    try (OpenFile opened = opener.open(other).orElse(null)) {
      if (opened == null) {
        return Relation.EMPTY;
      }
      KnownFiles known = new KnownFiles();
      known.addLeft(committed);
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
        if (named != null && opened.isHeldBy(named.content())) {
          return Relation.COPY;
        }
      }
    }
    return state.mayHaveMore() ? Relation.UNKNOWN : Relation.NONE;
  }

  /**
   * Whether a file is open, so that it need not be looked into, for its inode cannot be another's;
   * or waits to be opened, which is as certain as it can be.
   */
  private boolean isOpenOrWaits(Path other) throws IOException {
    Optional<FileIdentity> file = FileStat.of(other).map(FileStat::identity);
    return file.isPresent()
        && (generations.isOpen(file.get())
            || unopened.contain(file.get())
            || copiedAway.isToCome(file.get()));
  }
}
