package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what came and was rotated or copied away between two looks at a path. */
final class MissedFiles {

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
              hasPath ? Optional.empty() : Optional.of(modified(truncated)),
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
    return rotated.newerThan(
        modified(newest), Optional.empty(), known, rotated.form(newest.identity()));
  }

  /** When a generation that has lost its path was written to last, as far as can be told. */
  private FileTime modified(Generation generation) throws IOException {
    return rotated.modified(generation.identity()).orElse(generation.modified());
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
