package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files with which to go on from a position: the one that it speaks of, what was rotated
 * after it, and what has the path now.
 *
 * <p>The file of the position is looked for where it is most certain first: under the path with the
 * same inode; among the rotated files with the same inode; under the path with the same content
 * (the device number may have changed with a mount); among the rotated files with the same content,
 * as a copy. An inode alone never suffices, the content must go with it.
 */
final class Resumption {

  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private final Path path;
  private final FileOpener opener;
  private final Siblings siblings;
  private final RotatedFiles rotated;
  private final CopiesInTheMaking copies;
  private final Unopened unopened;
  private final AwaitedFiles awaited;
  private final Namesakes namesakes;
  private final LastLine lastLine;
  private final TextEncoding encoding;
  private final FileCounts counts;

  /**
   * @param encoding of the files
   */
  Resumption(
      Path path,
      FileOpener opener,
      Siblings siblings,
      RotatedFiles rotated,
      CopiesInTheMaking copies,
      Unopened unopened,
      AwaitedFiles awaited,
      Namesakes namesakes,
      LastLine lastLine,
      TextEncoding encoding,
      FileCounts counts) {
    this.path = path;
    this.opener = opener;
    this.siblings = siblings;
    this.rotated = rotated;
    this.copies = copies;
    this.unopened = unopened;
    this.awaited = awaited;
    this.namesakes = namesakes;
    this.lastLine = lastLine;
    this.encoding = encoding;
    this.counts = counts;
  }

  /**
   * The files to read, in order; none where there is nothing to go on with yet.
   *
   * @param drained whether the file of the position was read to its end and left
   * @param bystanders related files that did not come of it
   * @throws NotReadyException where the path is being rotated, or a compressed file written
   */
  List<ResumedFile> steps(FilePosition from, boolean drained, KnownFiles bystanders)
      throws IOException {
    List<OpenFile> opened = new ArrayList<>();
    try {
      List<ResumedFile> steps = steps(from, drained, bystanders, opened);
      for (OpenFile file : opened) {
        if (steps.stream().noneMatch(step -> step.file() == file)) {
          file.close();
        }
      }
      return steps;
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened);
      throw failed;
    }
  }

  /** Remembers what is certainly to be read, while nothing is decided. */
  private void see(List<RotatedFile> came, Optional<OpenFile> named) throws IOException {
    List<RotatedFile> all = new ArrayList<>(came);
    if (named.isPresent()) {
      all.add(new RotatedFile(path, named.get().stat()));
    }
    for (RotatedFile file : all) {
      if (unopened.contain(file.stat().identity())) {
        unopened.add(file);
      } else {
        awaited.see(file);
      }
    }
  }

  private List<ResumedFile> steps(
      FilePosition from, boolean drained, KnownFiles bystanders, List<OpenFile> opened)
      throws IOException {
    rotated.knowOthers();
    FolderState before = siblings.state();
    Optional<OpenFile> named = opener.open(path);
    named.ifPresent(opened::add);
    boolean namedContinues =
        named.isPresent()
            && named.get().continuesFrom(from)
            && (from.isKnownByContent()
                || from.identity() == null
                || from.identity().equals(named.get().identity()));
    if (namedContinues && named.get().identity().equals(from.identity())) {
      return beside(bystanders, before, List.of(goOnInPath(named.get(), from)), List.of());
    }
    KnownFiles known = new KnownFiles();
    known.addAll(bystanders);
    known.addLeft(from.rotation());
    known.remove(from.identity());
    named.ifPresent(file -> known.add(file.identity()));
    Optional<OpenFile> moved;
    try {
      moved = rotated.find(Sought.of(from), Optional.empty(), known);
    } catch (NotReadyException waiting) {
      // By what names the others go that came of the path is not known yet.
      see(List.of(), namedContinues ? Optional.empty() : named);
      throw waiting;
    }
    boolean givenUp = rotated.isGivenUp(from.identity());
    if (givenUp) {
      known.add(from.identity());
    }
    moved.ifPresent(opened::add);
    boolean sameFile = moved.isPresent() && moved.get().identity().equals(from.identity());
    if (namedContinues && !sameFile) {
      return beside(bystanders, before, List.of(goOnInPath(named.get(), from)), List.of());
    }
    if (moved.isEmpty() && named.isEmpty() && (unopened.isEmpty() || siblings.isFolderAway())) {
      return List.of();
    }
    List<ResumedFile> steps = new ArrayList<>();
    Optional<Place> place = place(from, moved, sameFile);
    if (moved.isPresent()) {
      ResumedFile step = goOn(moved.get(), from);
      steps.add(sameFile && place.isPresent() ? step.replacedAt(place.get().modified()) : step);
      known.add(moved.get().identity());
    }
    List<RotatedFile> rest = new ArrayList<>();
    try {
      if (moved.isPresent()) {
        // Which may take many looks: what is decided of others need not wait for it anew each time.
        rotated.goAhead(moved.get(), from.position());
      }
      if (place.isPresent()) {
        RotatedFiles.Newer newer =
            rotated.newerThan(place.get(), Optional.empty(), known, unopened.most() - 2);
        opened.addAll(newer.opened());
        rest.addAll(newer.unopened());
        List<OpenFile> others =
            named.isPresent()
                ? copies.without(newer.opened(), named.get().content())
                : newer.opened();
        others.forEach(later -> steps.add(ResumedFile.from0(later)));
      }
    } catch (NotReadyException waiting) {
      see(place.isPresent() ? rotated.certainlyNewer(place.get(), known) : List.of(), named);
      throw waiting;
    }
    if (named.isPresent() && rest.isEmpty()) {
      steps.add(ResumedFile.from0(named.get()));
    } else if (named.isPresent()) {
      rest.add(new RotatedFile(path, named.get().stat()));
    }
    if (moved.isPresent()) {
      markCopies(steps, from, rest);
    } else if (!steps.isEmpty()) {
      steps.set(0, steps.get(0).after(from));
    }
    List<ResumedFile> certain = beside(bystanders, before, steps, rest);
    warn(from, drained || givenUp, moved, place);
    return certain;
  }

  /**
   * The steps with the files that are there beside each, if no rotation came in between.
   *
   * @param rest files that come after the steps, for which this is done again
   */
  private List<ResumedFile> beside(
      KnownFiles bystanders, FolderState before, List<ResumedFile> steps, List<RotatedFile> rest)
      throws IOException {
    List<OpenFile> others = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!isAsBefore(steps, i, rest)) {
        others.add(steps.get(i).file());
      }
    }
    Iterator<KnownFiles> present = rotated.presentBeside(others).iterator();
    List<ResumedFile> certain = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      certain.add(steps.get(i).beside(isAsBefore(steps, i, rest) ? bystanders : present.next()));
    }
    siblings.requireStill(before);
    List<OpenFile> opened = certain.stream().map(ResumedFile::file).toList();
    awaited.decided(opened, rest);
    unopened.found(opened, rest);
    return certain;
  }

  /** Whether what is beside a step is what was beside the file of the position. */
  private static boolean isAsBefore(List<ResumedFile> steps, int index, List<RotatedFile> rest) {
    ResumedFile step = steps.get(index);
    boolean unread = index == 0 && step.continued() && step.position() == 0;
    boolean goneOnFrom = !rest.isEmpty() && index == steps.size() - 1;
    return unread || goneOnFrom;
  }

  /**
   * Where the file of the position stands among the others. If it is none of them it has only a
   * time, and the time that a file has now does not tell: it may have been written to after it had
   * a successor.
   */
  private Optional<Place> place(FilePosition from, Optional<OpenFile> moved, boolean sameFile)
      throws IOException {
    Optional<Place> now =
        moved.isPresent() ? rotated.place(moved.get().identity()) : Optional.empty();
    if (moved.isPresent() && !sameFile && !moved.get().content().isFinal()) {
      return now;
    }
    Long replaced = from.rotation().isCopy() ? null : from.rotation().replaced();
    Optional<FileTime> since =
        replaced != null
            ? Optional.of(FileTime.from(replaced, TimeUnit.NANOSECONDS))
            : Stream.concat(
                    now.map(Place::modified).stream(),
                    Stream.ofNullable(from.modified()).map(Resumption::endOf))
                .min(Comparator.naturalOrder());
    return since.map(
        time ->
            now.map(one -> new Place(one.file(), time, forms(one)))
                .orElse(new Place(null, time, unopened.forms())));
  }

  /** Those that wait to be opened came of the path by whatever names they have. */
  private Set<String> forms(Place moved) {
    Set<String> forms = new HashSet<>(moved.forms());
    if (!forms.isEmpty() && !unopened.isEmpty()) {
      forms.addAll(unopened.forms());
    }
    return forms;
  }

  /** The last time that is cut to these milliseconds, or files that were read look newer. */
  private static FileTime endOf(long millis) {
    return FileTime.from(TimeUnit.MILLISECONDS.toNanos(millis + 1) - 1, TimeUnit.NANOSECONDS);
  }

  /** A position behind the end, which somebody has set by hand, means the end. */
  private long begin(OpenFile file, FilePosition from) throws IOException {
    long size = file.content().size();
    if (from.position() <= size) {
      return from.position();
    }
    long end = lastLine.endIn(file, size, encoding);
    LOG.warn(
        "{}: its position, {}, is behind the end of the file, which has {} bytes; going on behind"
            + " its last whole line, at {}",
        path,
        from.position(),
        size,
        end);
    return end;
  }

  /**
   * Goes on in the path's own file, which may have been put in the place of the one that was read,
   * with all that was in it: from a backup, or by an editor. It is written to on, whatever that
   * was.
   */
  private ResumedFile goOnInPath(OpenFile file, FilePosition from) throws IOException {
    return continued(file, from, from.rotation().ofNone());
  }

  private ResumedFile continued(OpenFile file, FilePosition from, Rotation rotation)
      throws IOException {
    return new ResumedFile(
        file,
        begin(file, from),
        from.modified() == null ? null : FileTime.fromMillis(from.modified()),
        true,
        file.content().isFinal(),
        false,
        rotation,
        null);
  }

  private ResumedFile goOn(OpenFile file, FilePosition from) throws IOException {
    ResumedFile step = continued(file, from, from.rotation());
    if (from.rotation().isCopy()) {
      return step.copyOf(from.rotation().source());
    }
    // With another device number it may be the same file; a compressed one is no copy.
    return step.complete()
            || from.identity() == null
            || file.identity().inode() == from.identity().inode()
        ? step
        : step.copyOf(from.identity());
  }

  /** What comes before the file that was truncated, are copies of it. */
  private static void markCopies(
      List<ResumedFile> steps, FilePosition from, List<RotatedFile> rest) {
    FileIdentity source = from.rotation().isCopy() ? from.rotation().source() : from.identity();
    boolean isLater = source != null && rest.stream().anyMatch(one -> one.is(source));
    int last = isLater ? steps.size() : steps.size() - 1;
    while (!isLater && last >= 0 && !steps.get(last).file().identity().equals(source)) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      ResumedFile step = steps.get(i);
      if (!step.file().content().isFinal()) {
        steps.set(i, step.copyOf(source));
      } else if (!step.rotation().isCopy()) {
        // It says that the inode was used again.
        return;
      }
    }
  }

  /** Once it is certain: what could not be found. */
  private void warn(
      FilePosition from, boolean drained, Optional<OpenFile> moved, Optional<Place> place)
      throws IOException {
    if (moved.isEmpty() && !drained && !namesakes.have(from)) {
      counts.lost(0);
      LOG.warn(
          "{}: the file that was read up to {} ({}) is neither here nor among the rotated files;"
              + " what was written to it since is lost",
          path,
          from.position(),
          from.identity());
    }
    if (place.isPresent()) {
      for (Path unreadable : rotated.unreadableSince(place.get())) {
        counts.lost(0);
        LOG.warn(
            "{}: {} was compressed before it was read, and only .gz can be read; the lines in it"
                + " that were not sent before are lost. Have rotation compress with gzip, or later"
                + " (logrotate: delaycompress)",
            path,
            unreadable);
      }
    }
  }
}
