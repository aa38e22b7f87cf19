package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rotated files that are read before a path's own, for the first time: one after the other, so
 * that a hundred of them need one descriptor, and a second one while the first is left.
 *
 * <p>That may take long, and rotation does not wait for it. A file is what it was when it was
 * found, whatever name it has when its turn comes. Until then it is nobody else's: what comes of
 * the path meanwhile is queued behind those that are open, and one that cannot be read is not
 * looked for as after a restart, which would find the others, too.
 */
final class EarlierFiles {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFiles.class);

  private final Path path;
  private final FileOpener opener;
  private final RotatedFiles rotated;
  private final UnreadableFiles unreadable;
  private final FileCounts counts;
  private final Deque<EarlierFile> waiting = new ArrayDeque<>();

  /** Which of them was opened last; null before, and where that one is not read any more. */
  private Generation open;

  EarlierFiles(
      Path path,
      FileOpener opener,
      RotatedFiles rotated,
      UnreadableFiles unreadable,
      FileCounts counts) {
    this.path = path;
    this.opener = opener;
    this.rotated = rotated;
    this.unreadable = unreadable;
    this.counts = counts;
  }

  /**
   * @param files oldest first
   */
  void addAll(List<EarlierFile> files) {
    waiting.addAll(files);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Adds those that wait, so that nobody else opens them.
   *
   * @param listed what there is now: one that was written to since may be another with its inode
   */
  void addTo(KnownFiles known, List<RotatedFile> listed) {
    for (EarlierFile file : waiting) {
      if (listed.stream().anyMatch(file::isStill)) {
        known.add(file.identity());
      }
    }
  }

  /**
   * Puts the next one before the files that are open, unless one of them is among these.
   *
   * @throws NotReadyException while it cannot be read
   */
  void begin(GenerationQueue generations) throws IOException {
    if (open == null || !generations.contain(open)) {
      openNext(generations);
    }
  }

  /**
   * Puts the next one behind another one of them, which is about to be left: what is unfinished at
   * its end goes on there, and nowhere else.
   *
   * @throws NotReadyException while it cannot be read
   */
  void goOnAfter(Generation finished, GenerationQueue generations) throws IOException {
    if (finished == open) {
      openNext(generations);
    }
  }

  /**
   * Opens one more of them than is needed, behind those that are open.
   *
   * @throws NotReadyException while it cannot be read
   */
  void openNext(GenerationQueue generations) throws IOException {
    Generation before = open;
    while (open == before && !waiting.isEmpty()) {
      EarlierFile next = waiting.getFirst();
      // Another that is open may have got the inode of one that was deleted.
      Optional<RotatedFile> named =
          find(next).filter(file -> next.isStill(file) || !generations.isOpen(next.identity()));
      if (named.isPresent()) {
        readOrWait(next, named.get(), generations);
      } else {
        readCompressed(next, generations);
      }
      waiting.removeFirst();
    }
  }

  private void readCompressed(EarlierFile file, GenerationQueue generations) throws IOException {
    Optional<OpenFile> compressed = rotated.compressedFrom(file.modified());
    if (compressed.isPresent()) {
      read(file, compressed.get(), generations);
      return;
    }
    counts.lost(0);
    LOG.warn(
        "{}: {} ({}) was deleted before it was read, and no .gz has its time; its lines are lost",
        path,
        file.path(),
        file.identity());
  }

  private static Optional<RotatedFile> find(EarlierFile file) throws IOException {
    // Which may be a link; a rotation renames it, and not what it leads to.
    Optional<RotatedFile> found = named(file, file.path(), FileStat.of(file.path()));
    if (found.isPresent()) {
      return found;
    }
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(file.path().getParent())) {
      for (Path sibling : siblings) {
        found = named(file, sibling, FileStat.of(sibling, LinkOption.NOFOLLOW_LINKS));
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return Optional.empty();
  }

  private static Optional<RotatedFile> named(EarlierFile file, Path name, Optional<FileStat> stat) {
    // A compressed file may have got the inode of one that was deleted for it.
    return stat.map(found -> new RotatedFile(name, found))
        .filter(one -> one.is(file.identity()) && !one.isCompressed());
  }

  private void readOrWait(EarlierFile file, RotatedFile named, GenerationQueue generations)
      throws NotReadyException {
    try {
      Optional<OpenFile> opened = opener.open(named.path());
      if (opened.isEmpty() || !opened.get().identity().equals(file.identity())) {
        Closing.all(opened.stream().toList());
        throw new NotReadyException(named.path() + " is being moved");
      }
      read(file, opened.get(), generations);
      unreadable.over(named.path(), file.identity());
    } catch (NotReadyException moved) {
      throw moved;
    } catch (IOException failed) {
      Optional<FilePosition> position = file.position();
      unreadable.begun(named, position.map(FilePosition::position).orElse(0L), failed);
    }
  }

  private void read(EarlierFile file, OpenFile opened, GenerationQueue generations)
      throws IOException {
    long position = 0;
    try {
      if (file.position().isPresent() && opened.continuesFrom(file.position().get())) {
        position = file.position().get().position();
      }
    } catch (IOException | RuntimeException failed) {
      Closing.after(failed, opened);
      throw failed;
    }
    // Of the last one the writer may not have let go yet.
    Optional<Generation> added = generations.addEarlier(open, opened, position, waiting.size() > 1);
    if (added.isPresent()) {
      open = added.get();
      LOG.info("{}: reading {} first, from {}", path, opened.path(), position);
    }
  }
}
