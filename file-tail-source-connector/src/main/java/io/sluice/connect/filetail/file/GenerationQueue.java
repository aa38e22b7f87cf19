package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The open files of one path, in the order in which they are read; each gets an epoch of its own.
 */
final class GenerationQueue implements Closeable {

  /**
   * So many descriptors one path may need, one more for the file that was left last, and one for a
   * copy where there is no room; what comes after these files is opened later.
   */
  static final int MOST = 16;

  private final LineSettings lines;
  private final LeftFiles left;
  private final Unopened unopened;
  private final int most;
  private final LinkedList<Generation> generations = new LinkedList<>();
  private long epoch;

  /**
   * @param most files that may be open
   * @param epoch of the position that is gone on from
   */
  GenerationQueue(LineSettings lines, LeftFiles left, Unopened unopened, int most, long epoch) {
    this.lines = lines;
    this.left = left;
    this.unopened = unopened;
    this.most = most;
    this.epoch = epoch;
  }

  boolean isEmpty() {
    return generations.isEmpty();
  }

  boolean isFull() {
    return generations.size() >= most;
  }

  /** How many more files may be opened. */
  int room() {
    return Math.max(0, most - generations.size());
  }

  int size() {
    return generations.size();
  }

  /**
   * Bytes that were seen in the files and not handed on.
   *
   * @param truncated whether a file was truncated, so that what was seen of it is in its copies
   */
  long unread(Predicate<Generation> truncated) {
    long unread = 0;
    for (Generation generation : generations) {
      unread += truncated.test(generation) ? 0 : generation.unread();
    }
    return unread;
  }

  boolean hasOne() {
    return generations.size() == 1;
  }

  Generation first() {
    return generations.getFirst();
  }

  Optional<Generation> newest() {
    return Optional.ofNullable(generations.peekLast());
  }

  Generation removeFirst() {
    return generations.removeFirst();
  }

  long nextEpoch() {
    return ++epoch;
  }

  /**
   * Adds a file that is read from the given position, or from where it was left before. It is taken
   * over, and closed also where this fails.
   */
  void add(OpenFile opened, long position, KnownFiles bystanders) throws IOException {
    add(opened, position, opened.content().isFinal(), afterLeft(), bystanders);
  }

  private void add(
      OpenFile opened, long position, boolean complete, Rotation rotation, KnownFiles bystanders)
      throws IOException {
    if (isOpen(opened)) {
      opened.close();
      return;
    }
    Optional<FilePosition> leftAt = leftAt(opened);
    long from = leftAt.map(FilePosition::position).orElse(position);
    newest().ifPresent(Generation::isReplaced);
    OptionalLong still = unopened.stillSince(opened);
    generations.addLast(
        Generation.of(opened, lines, from, nextEpoch(), complete, rotation, bystanders));
    generations.getLast().isNew();
    stood(still);
    if (leftAt.isPresent()) {
      left.goesOn(opened.identity());
    }
  }

  /**
   * Puts in a file that was there before the path's own. It is closed also where this fails.
   *
   * @param before behind which it is put, if that is there, and before all others if not
   * @return nothing where it was closed, for being open or read already
   */
  Optional<Generation> addEarlier(
      Generation before, OpenFile opened, long position, boolean isComplete) throws IOException {
    if (isOpen(opened) || leftAt(opened).isPresent()) {
      opened.close();
      return Optional.empty();
    }
    Generation added =
        Generation.of(
            opened, lines, position, nextEpoch(), isComplete, afterLeft(), new KnownFiles());
    generations.add(generations.indexOf(before) + 1, added);
    return Optional.of(added);
  }

  private Rotation afterLeft() {
    return left.last().map(Rotation.NONE::after).orElse(Rotation.NONE);
  }

  boolean contain(Generation generation) {
    return generations.contains(generation);
  }

  private boolean isOpen(OpenFile file) {
    return isOpen(file.identity());
  }

  boolean isOpen(FileIdentity file) {
    return generations.stream().anyMatch(open -> open.identity().equals(file));
  }

  /** How far an open file is read; nothing for one of which that is not known yet. */
  Optional<FilePosition> position(FileIdentity file, Content content) throws IOException {
    for (Generation open : generations) {
      if (open.identity().equals(file) && !open.isNewStill() && open.ownPosition().isIn(content)) {
        return Optional.of(open.ownPosition());
      }
    }
    return Optional.empty();
  }

  private Optional<FilePosition> leftAt(OpenFile file) throws IOException {
    try {
      return left.position(file.identity(), file.content());
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, file);
      throw failed;
    }
  }

  /** Adds the file that is gone on with, in the epoch that it had, or one that comes after it. */
  void add(ResumedFile step) throws IOException {
    if (!step.continued()) {
      add(step.file(), 0, step.complete(), step.rotation(), step.bystanders());
    } else {
      OptionalLong still = unopened.stillSince(step.file());
      Generation continued =
          Generation.of(
              step.file(),
              lines,
              step.position(),
              epoch,
              step.complete(),
              step.rotation(),
              step.bystanders());
      if (step.modified() != null) {
        continued.sighting().wasModifiedAt(step.modified());
      }
      generations.addLast(continued);
      stood(still);
    }
    if (step.goesOnInNext()) {
      generations.getLast().goesOnInNext();
    }
  }

  /** Says of the last file since when it has not grown, where that is known. */
  private void stood(OptionalLong since) throws IOException {
    if (since.isPresent()) {
      Generation last = generations.getLast();
      last.quiet().stood(last.size(), since.getAsLong());
    }
  }

  /**
   * Makes generations of the copies of a file, which are taken over, and closed also where this
   * fails.
   *
   * @param first whether the first of them may continue the file; the others follow it
   */
  List<Generation> copies(Generation file, List<OpenFile> copies, boolean first)
      throws IOException {
    FilePosition position = file.ownPosition();
    List<Generation> opened = new ArrayList<>();
    try {
      for (OpenFile copy : copies) {
        boolean continues = first && opened.isEmpty() && copy.continuesFrom(position);
        opened.add(
            Generation.of(
                copy,
                lines,
                continues ? position.position() : 0,
                continues ? position.epoch() : nextEpoch(),
                true,
                position.rotation().ofCopyOf(file.identity()),
                new KnownFiles()));
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, copies);
      throw failed;
    }
    opened.forEach(Generation::goesOnInNext);
    return opened;
  }

  /**
   * Puts others before a file.
   *
   * @return the first of them; the file where there are none
   */
  Generation putBefore(Generation file, List<Generation> others) {
    generations.addAll(generations.indexOf(file), others);
    return others.isEmpty() ? file : others.get(0);
  }

  /** Those that are not read yet. */
  List<Generation> waiting() {
    return generations.stream().skip(1).toList();
  }

  /** The one after another; nothing where that is the last. */
  Optional<Generation> after(Generation one) {
    return generations.stream().skip(generations.indexOf(one) + 1L).findFirst();
  }

  /** The one after the first. */
  Optional<Generation> second() {
    return generations.stream().skip(1).findFirst();
  }

  /** Whether a successor of the first file was written to. */
  boolean isFirstReplaced() throws IOException {
    return isReplaced(generations.getFirst());
  }

  private boolean isReplaced(Generation generation) throws IOException {
    if (unopened.bytes() > 0) {
      return true;
    }
    Iterator<Generation> last = generations.descendingIterator();
    for (Generation later = last.next(); later != generation; later = last.next()) {
      if (later.size() > 0) {
        return true;
      }
    }
    return false;
  }

  /** All that wait are watched, so that they need not be quiet one after the other. */
  void watch(long now) throws IOException {
    Generation before = null;
    for (Generation generation : generations) {
      if (before != null) {
        before.quiet().note(before.size(), isReplaced(before), now);
        generation.sighting().watchWaiting();
      }
      before = generation;
    }
  }

  /** An open file's inode cannot be used again; of one that cannot be read that has to do. */
  void addTo(KnownFiles known) {
    for (Generation open : generations) {
      try {
        open.sighting().addTo(known);
      } catch (IOException unreadable) {
        known.add(open.identity());
      }
    }
  }

  @Override
  public void close() throws IOException {
    List<Generation> closing = List.copyOf(generations);
    generations.clear();
    Closing.all(closing);
  }
}
