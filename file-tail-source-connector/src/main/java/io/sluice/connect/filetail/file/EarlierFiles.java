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
 * that a hundred of them need one descriptor.
 *
 * <p>That may take long, and rotation does not wait for it. A file is what it was when it was
 * found, whatever name it has when its turn comes.
 */
final class EarlierFiles {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFiles.class);

  private final Path path;
  private final FileOpener opener;
  private final RotatedFiles rotated;
  private final UnreadableFiles unreadable;
  private final FileCounts counts;
  private final Deque<EarlierFile> waiting = new ArrayDeque<>();
  private FileIdentity open;

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
   * Puts the next one before the files that are open, once the one before was left.
   *
   * @throws NotReadyException while it cannot be read
   */
  void openNext(GenerationQueue generations) throws IOException {
    if (open != null && !generations.isEmpty() && generations.first().identity().equals(open)) {
      return;
    }
    open = null;
    while (open == null && !waiting.isEmpty()) {
      EarlierFile next = waiting.getFirst();
      Optional<RotatedFile> named = find(next);
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
    if (generations.addEarlier(opened, position, waiting.size() > 1)) {
      open = opened.identity();
      LOG.info("{}: reading {} first, from {}", path, opened.path(), position);
    }
  }
}
