package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what came and was rotated or copied away between two looks at a path. */
final class MissedFiles {

  private final Siblings siblings;
  private final RotatedFiles rotated;
  private final CopiesInTheMaking copies;
  private final GenerationQueue generations;
  private final Unopened unopened;
  private final LeftFiles left;
  private final AwaitedFiles awaited;

  MissedFiles(
      Siblings siblings,
      RotatedFiles rotated,
      CopiesInTheMaking copies,
      GenerationQueue generations,
      Unopened unopened,
      LeftFiles left,
      AwaitedFiles awaited) {
    this.siblings = siblings;
    this.rotated = rotated;
    this.copies = copies;
    this.generations = generations;
    this.unopened = unopened;
    this.left = left;
    this.awaited = awaited;
  }

  /**
   * Copies of one file, oldest first.
   *
   * @param opened the first of them
   * @param unopened those that were too many
   * @param last where the last that was opened stands, be it one of them or not
   */
  record Copies(List<OpenFile> opened, List<RotatedFile> unopened, Place last) {}

  /**
   * The copy of what a truncated file was, if there is one, and what was copied away after it.
   *
   * @param was by what the file is known before the truncation
   */
  Copies copies(Generation truncated, Sought was) throws IOException {
    KnownFiles known = known(truncated);
    Optional<FileTime> ifDeleted =
        truncated.sighting().writeTimes().truncatedUntil().or(() -> successorsTime(truncated));
    Optional<FileTime> until = copiedUntil(truncated, known, ifDeleted);
    Optional<OpenFile> copy = rotated.find(was, until, known);
    List<OpenFile> opened = new ArrayList<>();
    Place since = Place.withoutName(truncated.modified());
    try {
      if (copy.isPresent()) {
        opened.add(copy.get());
        // Which may take many looks: what is decided of others need not wait for it anew each time.
        rotated.goAhead(copy.get(), was.position().position());
        known.add(copy.get().identity());
        since =
            rotated.place(copy.get().identity()).orElse(Place.withoutName(copy.get().modified()));
      }
      Copies later =
          finished(truncated, copiesAfter(since, until, known, mostCopies() - opened.size()));
      opened.addAll(later.opened());
      return new Copies(opened, later.unopened(), later.last());
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened);
      throw failed;
    }
  }

  /** When the file was written to last that came after another; nothing where none did. */
  private Optional<FileTime> successorsTime(Generation one) {
    return generations.after(one).map(Generation::modified).or(unopened::oldest);
  }

  /**
   * What was copied away of a truncated file after its first copies.
   *
   * @param newest when the last of them was made that were there before; nothing where none is left
   */
  Copies copiesAfter(Place last, Generation truncated, Optional<FileTime> newest)
      throws IOException {
    KnownFiles known = known(truncated);
    Optional<FileTime> until = copiedUntil(truncated, known, newest);
    return finished(truncated, copiesAfter(last, until, known, mostCopies()));
  }

  /** But for one that is being made of what the file holds now, and is read from that. */
  private Copies finished(Generation source, Copies found) throws IOException {
    return new Copies(
        copies.without(found.opened(), source.content()), found.unopened(), found.last());
  }

  /** What was copied away before a file, which was empty, was written to again. */
  Copies copiedBefore(Generation begun) throws IOException {
    return copiedBefore(
        begun,
        Place.withoutName(begun.modified()),
        Optional.of(begun.sighting().writeTimes().last(begun.lastModified())));
  }

  /** The same, after the first of them. */
  Copies copiedBefore(Generation begun, Place last, Optional<FileTime> newest) throws IOException {
    KnownFiles known = known(begun);
    Optional<FileTime> until = copiedUntil(begun, known, newest);
    return finished(begun, copiesAfter(last, until, known, mostCopies()));
  }

  /** One always, or those that are open would never be read. */
  private int mostCopies() {
    return Math.max(1, generations.room());
  }

  private Copies copiesAfter(Place last, Optional<FileTime> until, KnownFiles known, int most)
      throws IOException {
    RotatedFiles.Newer newer = rotated.newerThan(last, until, known, most);
    try {
      Place next = last;
      if (!newer.opened().isEmpty()) {
        OpenFile newest = newer.opened().get(newer.opened().size() - 1);
        FileTime modified = rotated.modified(newest.identity()).orElse(newest.modified());
        next = new Place(newest.identity(), modified, last.forms());
      }
      return new Copies(newer.opened(), newer.unopened(), next);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, newer.opened());
      throw failed;
    }
  }

  /**
   * What had the path after the newest generation, and has it no more, oldest first, as many as may
   * be opened but for one. What was copied away before that is not among them.
   *
   * @param named what has the path now
   * @param opened the same, open; nothing where it cannot be opened
   * @throws NotReadyException while one may be a copy of that which is being made
   */
  RotatedFiles.Newer successors(Generation newest, RotatedFile named, Optional<OpenFile> opened)
      throws IOException {
    KnownFiles known = known(newest);
    boolean isNew = !known.mayContain(named.stat().identity());
    known.add(named.stat().identity());
    Place place = null;
    try {
      place = place(newest, known);
      RotatedFiles.Newer newer =
          rotated.newerThan(place, Optional.empty(), known, generations.room() - 1);
      return withoutCopies(
          new RotatedFiles.Newer(withoutCopiesOf(newest, newer.opened()), newer.unopened()),
          opened);
    } catch (NotReadyException waiting) {
      if (place != null) {
        rotated.certainlyNewer(place, known).forEach(awaited::see);
      }
      if (isNew) {
        awaited.see(named);
      }
      throw waiting;
    }
  }

  /**
   * Whether another file was copied from one that was renamed since. If that was not truncated, it
   * still holds what was copied; a file that only begins with it, or holds only the banner that all
   * begin with, came after it. So did one that has less than was seen: a copy that is newer than
   * all that was written has it all.
   */
  private static boolean isCopied(Generation renamed, OpenFile other) throws IOException {
    return isUntouched(renamed)
        ? CopiesInTheMaking.isLong(other)
            && other.content().size() >= renamed.sighting().size()
            && renamed.holds(other)
        : renamed.sighting().isCopiedIn(other);
  }

  private static List<OpenFile> withoutCopiesOf(Generation renamed, List<OpenFile> files)
      throws IOException {
    List<OpenFile> others = new ArrayList<>();
    try {
      for (OpenFile file : files) {
        if (isCopied(renamed, file)) {
          file.close();
        } else {
          others.add(file);
        }
      }
      return others;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, files);
      throw failed;
    }
  }

  private RotatedFiles.Newer withoutCopies(RotatedFiles.Newer newer, Optional<OpenFile> named)
      throws IOException {
    return named.isEmpty()
        ? newer
        : new RotatedFiles.Newer(
            copies.without(newer.opened(), named.get().content()), newer.unopened());
  }

  /**
   * What had the path since it was looked at first, and has it no more, oldest first, as many as
   * may be opened but for one.
   *
   * @param present what was there then
   * @param named what has the path now, open; nothing where no file does
   * @throws NotReadyException while one may be a copy of that which is being made
   */
  RotatedFiles.Newer since(KnownFiles present, Optional<OpenFile> named) throws IOException {
    KnownFiles known = new KnownFiles();
    known.addAll(present);
    left.addTo(known);
    generations.addTo(known);
    named.ifPresent(file -> known.add(file.identity()));
    try {
      RotatedFiles.Newer newer =
          rotated.newerThan(
              Place.FIRST, Optional.empty(), known, Math.max(0, generations.room() - 1));
      return withoutCopies(newer, named);
    } catch (NotReadyException waiting) {
      rotated.certainlyNewer(Place.FIRST, known).forEach(awaited::see);
      RotatedFile.listed(named.stream().toList()).forEach(awaited::see);
      throw waiting;
    }
  }

  /**
   * The files that are there now and did not come after a generation, but for a copy that is being
   * made of what it holds now.
   */
  KnownFiles presentBeforeEndOf(Generation generation) throws IOException {
    Optional<FileTime> until =
        copiedUntil(generation, known(generation), Optional.of(generation.lastModified()));
    KnownFiles present = rotated.present(until, generation.content());
    if (until.isPresent()) {
      present.addAll(generation.bystanders());
    }
    return present;
  }

  /**
   * @param size that a file had when its copies were looked for
   * @throws NotReadyException where it is smaller now: what was taken for a copy of what is in it,
   *     and so for known, is to be read
   */
  void requireNotTruncated(Generation file, long size) throws IOException {
    if (file.size() < size) {
      rotated.knowOthers();
      throw new NotReadyException(siblings.target() + " is being truncated");
    }
  }

  /**
   * Until when a file was copied, and others may not be copies; no limit while it has its path.
   *
   * @param ifDeleted the limit where it has no name any more
   */
  private Optional<FileTime> copiedUntil(
      Generation generation, KnownFiles known, Optional<FileTime> ifDeleted) throws IOException {
    if (siblings.isNamedByPath(generation.identity())) {
      return Optional.empty();
    }
    Optional<Place> named = named(generation, known);
    return named.isPresent() ? named.map(Place::modified) : ifDeleted;
  }

  /** Where a generation that has lost its path stands among the rotated files. */
  private Place place(Generation generation, KnownFiles known) throws IOException {
    Place place = named(generation, known).orElse(Place.withoutName(generation.lastModified()));
    return generation.identity().equals(place.file()) && isUntouched(generation)
        ? place.notAfter(generation.lastModified())
        : place;
  }

  /**
   * Whether a look found something in a file, and all of that still is in it. Its last lines may
   * have been written when it had a successor already. Of another file, the time of those lines
   * tells what was copied away before; and of one that was empty, whatever is in it now.
   */
  private static boolean isUntouched(Generation generation) {
    try {
      return !generation.sighting().isNotBegun() && generation.sighting().isUntouched();
    } catch (IOException unreadable) {
      // Whoever reads it hears why.
      return false;
    }
  }

  /** The same where it has another name, or was compressed. */
  private Optional<Place> named(Generation generation, KnownFiles known) throws IOException {
    Optional<Place> named = rotated.place(generation.identity());
    if (named.isPresent()) {
      return named;
    }
    Optional<FilePosition> all = end(generation);
    if (all.isPresent()) {
      try (OpenFile compressed =
          rotated.find(Sought.of(all.get()), Optional.empty(), known).orElse(null)) {
        if (compressed != null) {
          Set<String> forms =
              rotated.place(compressed.identity()).map(Place::forms).orElse(Set.of());
          return Optional.of(new Place(compressed.identity(), compressed.modified(), forms));
        }
      }
    }
    return Optional.empty();
  }

  /** What it would be known by where it was compressed; nothing where it cannot be read. */
  private static Optional<FilePosition> end(Generation generation) {
    try {
      return generation.sighting().all();
    } catch (IOException unreadable) {
      // Whoever reads it hears why.
      return Optional.empty();
    }
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
