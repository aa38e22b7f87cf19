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

  private final RotatedFiles rotated;
  private final GenerationQueue generations;
  private final LeftFiles left;

  MissedFiles(RotatedFiles rotated, GenerationQueue generations, LeftFiles left) {
    this.rotated = rotated;
    this.generations = generations;
    this.left = left;
  }

  /**
   * The copy of what a truncated file was, and what was copied away after it, oldest first.
   *
   * @param was the file's position before the truncation
   */
  List<OpenFile> copies(Generation truncated, FilePosition was) throws IOException {
    KnownFiles known = known(truncated);
    Optional<OpenFile> copy = rotated.find(was.ofAnyTime(), known);
    if (copy.isEmpty()) {
      return List.of();
    }
    List<OpenFile> copies = new ArrayList<>(List.of(copy.get()));
    known.add(copy.get().identity());
    boolean hasPath = generations.newest().orElseThrow() == truncated;
    try {
      copies.addAll(
          rotated.newerThan(
              rotated.modified(copy.get().identity()).orElse(copy.get().modified()),
              hasPath ? Optional.empty() : Optional.of(place(truncated, known).modified()),
              known,
              rotated.form(copy.get().identity())));
      rotated.goAhead(copy.get(), was.position());
      return copies;
    } catch (IOException failed) {
      for (OpenFile unused : copies) {
        unused.close();
      }
      throw failed;
    }
  }

  /**
   * What had the path after the newest generation, and has it no more, oldest first.
   *
   * @param named what has the path now
   */
  List<OpenFile> successors(Generation newest, FileIdentity named) throws IOException {
    KnownFiles known = known(newest);
    known.add(named);
    Place place = place(newest, known);
    return rotated.newerThan(place.modified(), Optional.empty(), known, place.form());
  }

  /** Where a generation that has lost its path stands among the rotated files. */
  private Place place(Generation generation, KnownFiles known) throws IOException {
    Optional<FileTime> named = rotated.modified(generation.identity());
    if (named.isPresent()) {
      return new Place(named.get(), rotated.form(generation.identity()));
    }
    Optional<FilePosition> all = generation.all();
    if (all.isPresent()) {
      try (OpenFile compressed = rotated.find(all.get(), known).orElse(null)) {
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
