package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what another file in a path's folder is to the path. */
final class Relations {

  private final Path path;
  private final Rotation committed;
  private final FileOpener opener;
  private final Siblings siblings;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final CopiedAway copiedAway;
  private final LeftFiles left;
  private final ResumePoint resumePoint;
  private final QueueReader reader;
  private final TailState state;

  /**
   * @param committed how the file that an earlier run was reading stood to others
   */
  Relations(
      Path path,
      Rotation committed,
      FileOpener opener,
      Siblings siblings,
      GenerationQueue generations,
      Unopened unopened,
      CopiedAway copiedAway,
      LeftFiles left,
      ResumePoint resumePoint,
      QueueReader reader,
      TailState state) {
    this.path = path;
    this.committed = committed;
    this.opener = opener;
    this.siblings = siblings;
    this.generations = generations;
    this.unopened = unopened;
    this.copiedAway = copiedAway;
    this.left = left;
    this.resumePoint = resumePoint;
    this.reader = reader;
    this.state = state;
  }

  /**
   * @param absent whether the path named nothing at the last look
   * @throws IOException where it cannot be read, or it cannot be found out now, which may last: for
   *     trouble with others, or as the path has no file
   */
  Relation of(Path other, boolean absent) throws IOException {
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
    if (state.mayHaveMore()) {
      return Relation.UNKNOWN;
    }
    boolean isSoughtLater = absent || !unopened.isEmpty();
    if (!isSoughtLater || !isNamedLikeARotation(other)) {
      return Relation.NONE;
    } else if (!unopened.isEmpty()) {
      // Their turn comes, also where the path has no file.
      return Relation.UNKNOWN;
    }
    throw new NotReadyException(path + " has no file now");
  }

  /**
   * Whether a file has a date in its name where one of the path's own files has one, or what may
   * have been one before it was compressed. What comes of the path while it has no file, or while
   * many wait to be opened, is found later.
   */
  private boolean isNamedLikeARotation(Path other) throws IOException {
    RotatedNames names = siblings.names();
    Optional<String> form = names.form(other);
    if (form.isEmpty() || !names.count(other).isDate()) {
      return false;
    }
    for (RotatedFile one : siblings.list()) {
      FileIdentity identity = one.stat().identity();
      if ((one.isCompressed() || generations.isOpen(identity) || unopened.contain(identity))
          && names.form(one.path()).equals(form)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the path names a file; not where it cannot be seen what it names. */
  boolean isNamed(FileIdentity file) {
    try {
      return siblings.isNamedByPath(file);
    } catch (IOException unseen) {
      // Whoever looks at the path hears why.
      return false;
    }
  }

  /** Whether the path has a file, or has it open still. */
  boolean have(FileIdentity file) {
    return generations.isOpen(file) || isNamed(file);
  }

  /**
   * Whether a file is being read to its end that the path has no more. Who is in trouble, or waits
   * for another himself, is not waited for, or nobody might go on.
   */
  boolean isReadingOut(FileIdentity file) {
    return generations.isOpen(file)
        && !reader.isAwaiting()
        && !state.isInTrouble()
        && !isNamed(file);
  }

  /** Says that another path reads a file on. */
  void goesOnElsewhere(FileIdentity file) throws IOException {
    left.goesOnElsewhere(file);
  }

  /** How far a file was read that the path has or had, as far as is known. */
  Optional<FilePosition> positionIn(FileIdentity file, Content content) throws IOException {
    Optional<FilePosition> known = generations.position(file, content);
    if (known.isEmpty()) {
      known = left.position(file, content);
    }
    if (known.isPresent()) {
      return known;
    }
    Stream<FilePosition> earlier =
        Stream.concat(
            Stream.ofNullable(resumePoint.position()),
            committed.left().stream().map(ReadFile::end));
    for (FilePosition position : earlier.toList()) {
      if (file.equals(position.identity())
          && position.isKnownByContent()
          && position.isIn(content)) {
        return Optional.of(position);
      }
    }
    return Optional.empty();
  }

  /** Whether the path has the file of a position, and has not read behind that yet. */
  boolean goesOnFrom(FilePosition position) throws IOException {
    if (!isNamed(position.identity())) {
      return false;
    }
    try (OpenFile named = opener.open(path).orElse(null)) {
      if (named == null
          || !named.identity().equals(position.identity())
          || !position.isKnownByContent()
          || !named.continuesFrom(position)) {
        return false;
      }
      FilePosition own = resumePoint.position();
      return own == null
          || !position.identity().equals(own.identity())
          || own.position() <= position.position();
    }
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
