package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what came and was rotated or copied away between two looks at a path. */
final class MissedFiles {

  /**
   * @param modified when the file was written to last, as far as can be told
   * @param form its name's; nothing where it has none
   */
  private record Place(FileTime modified, Optional<String> form) {}

  private interface Check {
    boolean passes(OpenFile file) throws IOException;
  }

  private final RotatedFiles rotated;
  private final GenerationQueue generations;
  private final LeftFiles left;

  MissedFiles(RotatedFiles rotated, GenerationQueue generations, LeftFiles left) {
    this.rotated = rotated;
    this.generations = generations;
    this.left = left;
  }

  /**
   * The copy of what a truncated file was, if there is one, and what was copied away after it,
   * oldest first.
   *
   * @param was by what the file is known before the truncation
   */
  List<OpenFile> copies(Generation truncated, Sought was) throws IOException {
    KnownFiles known = known(truncated);
    Optional<FileTime> until = copiedUntil(truncated, known);
    Optional<OpenFile> copy = rotated.find(was, until, known);
    List<OpenFile> copies = new ArrayList<>();
    FileTime since = truncated.modified();
    Optional<String> form = Optional.empty();
    try {
      if (copy.isPresent()) {
        copies.add(copy.get());
        known.add(copy.get().identity());
        since = rotated.modified(copy.get().identity()).orElse(copy.get().modified());
        form = rotated.form(copy.get().identity());
      }
      copies.addAll(rotated.newerThan(since, until, known, form));
      if (copy.isPresent()) {
        rotated.goAhead(copy.get(), was.position().position());
      }
      return copies;
    } catch (IOException failed) {
      for (OpenFile unused : copies) {
        unused.close();
      }
      throw failed;
    }
  }

  /**
   * What had the path after the newest generation, and has it no more, oldest first. What was
   * copied away before that is not among them.
   *
   * @param named what has the path now
   * @param opened the same, open; nothing where it cannot be opened
   */
  List<OpenFile> successors(Generation newest, FileIdentity named, Optional<OpenFile> opened)
      throws IOException {
    KnownFiles known = known(newest);
    known.add(named);
    Place place = place(newest, known);
    return without(
        file ->
            newest.isCopiedIn(file)
                || (opened.isPresent() && file.isHeldBy(opened.get().content())),
        rotated.newerThan(place.modified(), Optional.empty(), known, place.form()));
  }

  /** What was copied away before a file, which was empty, was written to again, oldest first. */
  List<OpenFile> copiedBefore(Generation begun) throws IOException {
    KnownFiles known = known(begun);
    return without(
        begun::holds,
        rotated.newerThan(begun.modified(), copiedUntil(begun, known), known, Optional.empty()));
  }

  private static List<OpenFile> without(Check check, List<OpenFile> files) throws IOException {
    List<OpenFile> others = new ArrayList<>();
    try {
      for (OpenFile file : files) {
        if (check.passes(file)) {
          file.close();
        } else {
          others.add(file);
        }
      }
      return others;
    } catch (IOException failed) {
      for (OpenFile file : files) {
        file.close();
      }
      throw failed;
    }
  }

  /** The files that are there now and did not come after a generation. */
  KnownFiles presentBeforeEndOf(Generation generation) throws IOException {
    return rotated.present(copiedUntil(generation, known(generation)));
  }

  /** Until when a file was copied, and others may not be copies; no limit while it has its path. */
  private Optional<FileTime> copiedUntil(Generation generation, KnownFiles known)
      throws IOException {
    return rotated.isNamedByPath(generation.identity())
        ? Optional.empty()
        : Optional.of(place(generation, known).modified());
  }

  /** Where a generation that has lost its path stands among the rotated files. */
  private Place place(Generation generation, KnownFiles known) throws IOException {
    Optional<FileTime> named = rotated.modified(generation.identity());
    if (named.isPresent()) {
      return new Place(named.get(), rotated.form(generation.identity()));
    }
    Optional<FilePosition> all = generation.all();
    if (all.isPresent()) {
      try (OpenFile compressed =
          rotated.find(Sought.of(all.get()), Optional.empty(), known).orElse(null)) {
        if (compressed != null) {
          return new Place(compressed.modified(), rotated.form(compressed.identity()));
        }
      }
    }
    return new Place(generation.modified(), Optional.empty());
  }

  /** What came of no generation after this one: it was there before, was read, or is open. */
  private KnownFiles known(Generation generation) throws IOException {
    KnownFiles known = new KnownFiles();
    known.addAll(generation.bystanders());
    left.addTo(known);
    generations.addTo(known);
    return known;
  }
}
