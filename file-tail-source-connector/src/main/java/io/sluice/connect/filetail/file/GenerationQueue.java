package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The open files of one path, in the order in which they are read; each gets an epoch of its own.
 */
final class GenerationQueue implements Closeable {

  private static final int MOST = 64;

  private final LineSettings lines;
  private final LeftFiles left;
  private final Deque<Generation> generations = new ArrayDeque<>();
  private long epoch;

  /**
   * @param epoch of the position that is gone on from
   */
  GenerationQueue(LineSettings lines, LeftFiles left, long epoch) {
    this.lines = lines;
    this.left = left;
    this.epoch = epoch;
  }

  boolean isEmpty() {
    return generations.isEmpty();
  }

  boolean isFull() {
    return generations.size() >= MOST;
  }

  int size() {
    return generations.size();
  }

  /** Bytes that were seen in the files and not handed on. */
  long unread() {
    long unread = 0;
    for (Generation generation : generations) {
      unread += generation.unread();
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

  /** Adds a file that is read from the given position, or from where it was left before. */
  void add(OpenFile opened, long position, KnownFiles bystanders) throws IOException {
    if (generations.stream().anyMatch(open -> open.identity().equals(opened.identity()))) {
      opened.close();
      return;
    }
    long from = left.position(opened).map(FilePosition::position).orElse(position);
    generations.addLast(
        Generation.of(opened, lines, from, nextEpoch(), opened.content().isFinal(), bystanders));
  }

  /**
   * Puts a file before all others, which was there before them.
   *
   * @return whether it was taken over, and not closed for being open or read already
   */
  boolean addEarlier(OpenFile opened, long position, boolean isComplete) throws IOException {
    if (generations.stream().anyMatch(open -> open.identity().equals(opened.identity()))
        || left.position(opened).isPresent()) {
      opened.close();
      return false;
    }
    generations.addFirst(
        Generation.of(opened, lines, position, nextEpoch(), isComplete, new KnownFiles()));
    return true;
  }

  /** Adds the file that is gone on with, in the epoch that it had. */
  void addContinued(Resumption.Step step, KnownFiles bystanders) throws IOException {
    generations.addLast(
        Generation.of(step.file(), lines, step.position(), epoch, step.complete(), bystanders));
  }

  /**
   * Puts copies before the first file: the first of them continues it, the others follow. They are
   * taken over, and closed also where this fails.
   */
  void putBefore(List<OpenFile> copies, FilePosition position) throws IOException {
    Deque<Generation> opened = new ArrayDeque<>();
    try {
      for (OpenFile copy : copies) {
        opened.addFirst(
            opened.isEmpty()
                ? complete(copy, position.position(), position.epoch())
                : complete(copy, 0, nextEpoch()));
      }
    } catch (IOException failed) {
      for (OpenFile copy : copies) {
        copy.close();
      }
      throw failed;
    }
    opened.forEach(generations::addFirst);
  }

  private Generation complete(OpenFile copy, long from, long itsEpoch) throws IOException {
    Generation made = Generation.of(copy, lines, from, itsEpoch, true, new KnownFiles());
    made.goesOnInNext();
    return made;
  }

  /** The one after the first. */
  Optional<Generation> second() {
    return generations.stream().skip(1).findFirst();
  }

  /** Whether the first file has a successor that was written to. */
  boolean isFirstReplaced() throws IOException {
    if (generations.size() < 2) {
      return false;
    }
    Iterator<Generation> waiting = generations.iterator();
    waiting.next();
    return hasBegun(waiting.next());
  }

  /** Whether a generation was written to; one that has a successor itself was. */
  private boolean hasBegun(Generation generation) throws IOException {
    return generation != generations.getLast() || generation.size() > 0;
  }

  /** All that wait are watched, so that they need not be quiet one after the other. */
  void watch(long now) throws IOException {
    Generation before = null;
    for (Generation generation : generations) {
      if (before != null) {
        before.quiet().note(before.size(), hasBegun(generation), now);
        generation.watchWaiting();
      }
      before = generation;
    }
  }

  /** An open file's inode cannot be used again. */
  void addTo(KnownFiles known) throws IOException {
    for (Generation open : generations) {
      open.addTo(known);
    }
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Generation generation : generations) {
      try {
        generation.close();
      } catch (IOException failed) {
        first = first == null ? failed : first;
      }
    }
    generations.clear();
    if (first != null) {
      throw first;
    }
  }
}
