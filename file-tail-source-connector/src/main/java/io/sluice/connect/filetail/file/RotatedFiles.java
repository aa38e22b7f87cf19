package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The files beside a path that its earlier generations may have become.
 *
 * <p>Rotation leaves a file's time of modification alone, so that the order of these times is the
 * order in which the files were written; for compressed files see {@link RotationTimes}.
 *
 * <p>A gzip file is read like the file that it was made from, which is known again by its content,
 * for it has another inode. One that stands beside its original is left alone: it is being made.
 * Files of other compressions cannot be read.
 */
final class RotatedFiles implements Closeable {

  private final Path path;
  private final Siblings siblings;
  private final RotatedOpener rotated;
  private final GzipFiles gzip;
  private final CompressedFiles compressed;
  private final UnreadableFiles unreadable;
  private final OwnNames ownNames;

  /**
   * @param awaited whether a file of the path waits to be opened, under whatever name
   * @param nanoTime like {@link System#nanoTime}
   */
  RotatedFiles(
      Path path,
      Siblings siblings,
      FileOpener opener,
      UnreadableFiles unreadable,
      Predicate<FileIdentity> awaited,
      LongSupplier nanoTime) {
    this.path = path;
    this.siblings = siblings;
    this.ownNames = new OwnNames(path, siblings, awaited);
    this.rotated = new RotatedOpener(opener, unreadable);
    this.gzip = new GzipFiles(path, opener, nanoTime);
    this.unreadable = unreadable;
    this.compressed = new CompressedFiles(path, opener, gzip, unreadable);
  }

  /**
   * Says that other files are known from now on. What was there beside one generation, and is none
   * of its own, may be what comes after another.
   */
  void knowOthers() {
    gzip.forgetKnownCopies();
  }

  /** When the file was last written to; nothing where it has no name in the folder any more. */
  Optional<FileTime> modified(FileIdentity identity) throws IOException {
    List<RotatedFile> files = siblings.list();
    return files.stream().filter(one -> one.is(identity)).findFirst().map(times(files)::of);
  }

  /** Where a file of the path stands; nothing where it has no name in the folder any more. */
  Optional<Place> place(FileIdentity identity) throws IOException {
    List<RotatedFile> files = siblings.list();
    Optional<Place> place =
        files.stream()
            .filter(one -> one.is(identity))
            .findFirst()
            .map(
                one ->
                    new Place(identity, times(files).of(one), siblings.names().forms(one.path())));
    place.ifPresent(ownNames::add);
    return place;
  }

  /**
   * All that are there now, but what is being copied from a file.
   *
   * @param until when they were written to at the latest; no limit where absent
   */
  KnownFiles present(Optional<FileTime> until, Content source) throws IOException {
    List<RotatedFile> files = siblings.list();
    RotationTimes times = times(files);
    KnownFiles present = new KnownFiles();
    for (RotatedFile file : files) {
      if (until.isEmpty() || times.of(file).compareTo(until.get()) <= 0) {
        rotated.addTo(present, file, source);
        removeCopy(present, file, source);
      }
    }
    return present;
  }

  /** Removes a compressed file that, as far as is known, is being copied from another. */
  private void removeCopy(KnownFiles present, RotatedFile file, Content source) {
    try {
      if (file.isGzip() && gzip.isHeldBy(file.stat(), source)) {
        present.remove(file.stat().identity());
      }
    } catch (IOException unreadable) {
      // Whoever reads the other hears why.
    }
  }

  /** Adds those that are there now and of a kind. */
  void addTo(KnownFiles present, Predicate<RotatedFile> kind) throws IOException {
    for (RotatedFile file : siblings.list()) {
      if (kind.test(file)) {
        rotated.addTo(present, file);
      }
    }
  }

  /**
   * For each of these files, all others that are there now, but what was copied from it while it is
   * still growing, or is being.
   */
  List<KnownFiles> presentBeside(List<OpenFile> sources) throws IOException {
    List<KnownFiles> present = sources.stream().map(any -> new KnownFiles()).toList();
    if (!sources.isEmpty()) {
      for (RotatedFile file : siblings.list()) {
        rotated.addBeside(sources, present, file);
        for (int i = 0; i < sources.size(); i++) {
          removeCopy(present.get(i), file, sources.get(i).content());
        }
      }
    }
    return present;
  }

  /**
   * The file that is looked for: the same one, or the first copy that was made of it; a later one
   * may be of a file that began alike.
   *
   * @param known files that it cannot be
   * @param until when it was written to at the latest; no limit where absent
   * @throws NotReadyException where none is found, but one may still turn out to be it
   */
  Optional<OpenFile> find(Sought sought, Optional<FileTime> until, KnownFiles known)
      throws IOException {
    gzip.beginSearch();
    List<RotatedFile> files = siblings.list();
    RotationTimes times = times(files);
    Comparator<RotatedFile> sameFileFirst =
        Comparator.comparing(one -> !one.is(sought.position().identity()));
    NotReadyException notReady = null;
    for (RotatedFile file :
        files.stream()
            .filter(one -> mayBe(one, sought))
            .filter(one -> until.isEmpty() || times.of(one).compareTo(until.get()) <= 0)
            .sorted(sameFileFirst.thenComparing(times))
            .toList()) {
      try {
        Optional<OpenFile> found =
            file.isCompressed()
                ? compressed.find(file, sought, known, files, times.of(file))
                : rotated.find(file, sought, known);
        if (found.isPresent()) {
          return found;
        }
      } catch (NotReadyException waiting) {
        if (waiting.isTrouble() && file.is(sought.position().identity())) {
          throw waiting;
        }
        notReady = notReady == null ? waiting : notReady;
      }
    }
    if (notReady != null) {
      throw notReady;
    }
    return Optional.empty();
  }

  /** A copy cannot be older than what it is a copy of, and must show that it is one. */
  private boolean mayBe(RotatedFile file, Sought sought) {
    FilePosition position = sought.position();
    if (file.isCompressed() ? !isWanted(file) : file.stat().size() < position.leastSize()) {
      return false;
    }
    return file.is(position.identity())
        || (sought.isKnownByContent()
            && (position.modified() == null
                || file.modifiedMillis() >= file.rounded(position.modified())));
  }

  /** Whether it is a compressed file that can be read, and has taken the place of its original. */
  private boolean isWanted(RotatedFile file) {
    Path original = RotatedNames.uncompressed(file.path());
    return file.isGzip()
        && (original.getFileName().equals(siblings.target().getFileName())
            || Files.notExists(original));
  }

  /**
   * Files that were rotated away after another, oldest first.
   *
   * @param opened the first of them
   * @param unopened those that were too many
   */
  record Newer(List<OpenFile> opened, List<RotatedFile> unopened) {

    static final Newer NONE = new Newer(List.of(), List.of());
  }

  /**
   * What was rotated away after a file, oldest first: by names of its forms, where they are known.
   *
   * @param until when the last of them was written to at the latest; no limit where absent
   * @param known files that are not asked for, compressed or not
   * @param most how many of them are opened
   * @throws NotReadyException while it is not known of one of them whether it is asked for
   */
  Newer newerThan(Place place, Optional<FileTime> until, KnownFiles known, int most)
      throws IOException {
    gzip.beginSearch();
    List<RotatedFile> files = place.among(siblings.list());
    ownNames.tellLeftOut(files, times(files), place, known);
    List<RotatedFile> newer = new ArrayList<>();
    for (RotatedFile file : newer(files, place)) {
      if (!file.isCompressed() || (isWanted(file) && compressed.isNews(file, known, files))) {
        newer.add(file);
      }
    }
    // Now that the compressed ones were looked into, more is known of their times.
    newer.retainAll(newer(files, place));
    RotationTimes times = times(files);
    until.ifPresent(last -> newer.removeIf(one -> times.of(one).compareTo(last) > 0));
    newer.sort(times);
    List<OpenFile> opened = new ArrayList<>();
    List<RotatedFile> unopened = new ArrayList<>();
    try {
      for (RotatedFile file : newer) {
        if (opened.size() == most && rotated.isNext(file, known)) {
          unopened.add(file);
          continue;
        }
        Optional<OpenFile> next =
            file.isCompressed() ? compressed.open(file, times.of(file)) : rotated.next(file, known);
        if (next.isPresent() && opened.size() == most) {
          next.get().close();
          unopened.add(file);
        } else {
          next.ifPresent(opened::add);
        }
      }
      unreadable.countGone(siblings, newer.stream().anyMatch(RotatedFile::isCompressed));
      return new Newer(opened, unopened);
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened);
      throw failed;
    }
  }

  /** Those of them, uncompressed, that certainly are asked for: nothing known has their inodes. */
  List<RotatedFile> certainlyNewer(Place place, KnownFiles known) throws IOException {
    return newer(place.among(siblings.list()), place).stream()
        .filter(one -> rotated.isNext(one, known))
        .toList();
  }

  /** The files among them that cannot be read because of the way in which they are compressed. */
  List<Path> unreadableSince(Place place) throws IOException {
    return newer(place.among(siblings.list()), place).stream()
        .filter(one -> one.isCompressed() && !one.isGzip())
        .map(RotatedFile::path)
        .filter(one -> Files.notExists(RotatedNames.uncompressed(one)))
        .toList();
  }

  private List<RotatedFile> newer(List<RotatedFile> files, Place place) {
    RotationTimes times = times(files);
    RotatedNames names = siblings.names();
    Optional<RotatedFile> itself = files.stream().filter(one -> one.is(place.file())).findFirst();
    List<RotatedFile> newer = new ArrayList<>();
    for (RotatedFile file : files) {
      Optional<String> its = names.form(file.path());
      int compared = times.of(file).compareTo(place.modified());
      if ((compared > 0
              || (compared == 0 && itself.isPresent() && times.isNamedAfter(file, itself.get())))
          && its.isPresent()
          && ownNames.mayComeAfter(place, file, its.get())) {
        newer.add(file);
      }
    }
    newer.sort(times);
    return newer;
  }

  /**
   * Makes a read at the position of a file that was found one that does not take long.
   *
   * @throws NotReadyException while it would
   */
  void goAhead(OpenFile file, long position) throws IOException {
    gzip.beginSearch();
    gzip.goAhead(file, position);
  }

  /**
   * Opens what a file was compressed into, which is known by its time: a compressor keeps that, to
   * the second.
   *
   * @return nothing where there is none, or several have that time
   * @throws NotReadyException while it is being made, or read through
   */
  Optional<OpenFile> compressedFrom(FileTime modified) throws IOException {
    gzip.beginSearch();
    List<RotatedFile> files =
        siblings.list().stream()
            .filter(one -> one.isGzip() && isWanted(one))
            .filter(one -> one.modifiedMillis() / 1000 == modified.toMillis() / 1000)
            .toList();
    return files.size() == 1 ? compressed.open(files.get(0), modified) : Optional.empty();
  }

  /** How many compressed files something was lost of because they are broken. */
  int broken() {
    return gzip.broken();
  }

  /** Whether a file was waited for in vain, because it cannot be read. */
  boolean isGivenUp(FileIdentity identity) {
    return unreadable.isGivenUp(identity);
  }

  private RotationTimes times(List<RotatedFile> files) {
    return new RotationTimes(files, siblings.names(), gzip);
  }

  /** Gives up what is under way. */
  @Override
  public void close() throws IOException {
    gzip.close();
  }
}
