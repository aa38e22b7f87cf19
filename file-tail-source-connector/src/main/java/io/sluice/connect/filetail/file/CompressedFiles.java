package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what the compressed files beside a path are: what was read so far, one of those that are
 * known, or something new.
 *
 * <p>Compression gives a file another inode, so its content must tell: the beginning, which is
 * cheap and rules most out; then the bytes before the position and the size, for which it is read
 * through.
 */
final class CompressedFiles {

  private final Path path;
  private final FileOpener opener;
  private final GzipFiles gzip;
  private final UnreadableFiles unreadable;

  CompressedFiles(Path path, FileOpener opener, GzipFiles gzip, UnreadableFiles unreadable) {
    this.path = path;
    this.opener = opener;
    this.gzip = gzip;
    this.unreadable = unreadable;
  }

  /**
   * The file, opened, if it is the one that is looked for.
   *
   * @param known files that it cannot be, nor have been before it was compressed
   * @param files all that are in the folder
   * @param written when its original was written to last
   */
  Optional<OpenFile> find(
      RotatedFile file, Sought sought, KnownFiles known, List<RotatedFile> files, FileTime written)
      throws IOException {
    try {
      if (known.containUnread(file.stat())) {
        return Optional.empty();
      }
      FilePosition position = sought.position();
      GzipHead head = gzip.head(file.path(), file.stat());
      if (!head.mayBe(position.head())) {
        return Optional.empty();
      }
      List<KnownFiles.Original> others = originals(file, known, files, head);
      others.removeIf(other -> other.isSameFileAs(position));
      GzipFacts facts = facts(file, others, sought.positions().stream());
      unreadable.over(file.path(), file.stat().identity());
      if (!sought.isIn(facts, written)) {
        if (facts.size() < position.position()) {
          gzip.report(file.path(), file.stat(), facts);
        }
        return Optional.empty();
      }
      return isOneOf(others, facts)
          ? Optional.empty()
          : Optional.of(gzip.open(file.path(), file.stat(), facts, written));
    } catch (NotReadyException waiting) {
      throw waiting;
    } catch (IOException failed) {
      unreadable.perhaps(file, failed);
      return Optional.empty();
    }
  }

  /**
   * The known files that a compressed one may have been made from. One that is being read is asked
   * for with the position that it had when it was asked for first, or there would be no end to it.
   */
  private List<KnownFiles.Original> originals(
      RotatedFile file, KnownFiles known, List<RotatedFile> files, GzipHead head)
      throws IOException {
    List<KnownFiles.Original> originals = new ArrayList<>();
    for (KnownFiles.Original one : known.originals(head)) {
      if (!isThere(one, files)) {
        originals.add(one.at(gzip.asked(file.stat(), one)));
      }
    }
    return originals;
  }

  /** Whether a file is where it can be read itself: then it was not compressed away. */
  private boolean isThere(KnownFiles.Original original, List<RotatedFile> files)
      throws IOException {
    FileIdentity identity = original.content().identity();
    Stream<Path> named = files.stream().filter(one -> one.is(identity)).map(RotatedFile::path);
    for (Path one : Stream.concat(named, Stream.of(path)).toList()) {
      try (OpenFile opened = opener.open(one).orElse(null)) {
        if (opened != null && original.isStill(opened)) {
          return true;
        }
      } catch (FileSystemException failed) {
        // Then what is known of its content has to do.
      }
    }
    return false;
  }

  private GzipFacts facts(
      RotatedFile file, List<KnownFiles.Original> originals, Stream<FilePosition> more)
      throws IOException {
    Stream<FilePosition> positions = originals.stream().map(KnownFiles.Original::content);
    return gzip.facts(file.path(), file.stat(), Stream.concat(more, positions).toList());
  }

  private static boolean isOneOf(Collection<KnownFiles.Original> originals, GzipFacts facts) {
    return originals.stream()
        .anyMatch(one -> facts.continueFrom(one.content()) && one.hasBecome(facts.size()));
  }

  /**
   * Whether a file has something to be read, and was not made from a known one.
   *
   * @param files all that are in the folder
   */
  boolean isNews(RotatedFile file, KnownFiles known, List<RotatedFile> files) throws IOException {
    try {
      if (known.containUnread(file.stat()) || gzip.isKnownCopy(file.stat())) {
        return false;
      }
      GzipHead head = gzip.head(file.path(), file.stat());
      List<KnownFiles.Original> originals = originals(file, known, files, head);
      GzipFacts facts = facts(file, originals, Stream.of());
      unreadable.over(file.path(), file.stat().identity());
      if (isOneOf(originals, facts)) {
        gzip.noteKnownCopy(file.stat());
        return false;
      }
      if (facts.size() == 0) {
        gzip.report(file.path(), file.stat(), facts);
      }
      return facts.size() > 0;
    } catch (NotReadyException waiting) {
      throw waiting;
    } catch (IOException failed) {
      unreadable.next(file, failed);
      return false;
    }
  }

  /** Opens one that is news, to be read from its beginning; nothing where that is given up. */
  Optional<OpenFile> open(RotatedFile file, FileTime written) throws IOException {
    try {
      GzipFacts facts = gzip.facts(file.path(), file.stat(), List.of());
      return Optional.of(gzip.open(file.path(), file.stat(), facts, written));
    } catch (NotReadyException waiting) {
      throw waiting;
    } catch (IOException failed) {
      unreadable.next(file, failed);
      return Optional.empty();
    }
  }
}
