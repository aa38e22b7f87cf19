package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a file go on that another followed path had before.
 *
 * <p>Where {@code app-1.log} and {@code app-2.log} are followed each by itself, and are rotations
 * of {@code app.log} nevertheless, each renumbering gives each of these paths the file of another.
 * Who has a file open reads it to its end, as always; who has got it waits for that, and goes on
 * behind it. Else each rotation would send all of them again. Nobody takes a file from another, so
 * none is nobody's.
 */
final class Namesakes {

  private static final Logger LOG = LoggerFactory.getLogger(Namesakes.class);

  private final Path path;
  private final Function<Path, Collection<FileTail>> others;

  /**
   * @param others those of a path
   */
  Namesakes(Path path, Function<Path, Collection<FileTail>> others) {
    this.path = path;
    this.others = others;
  }

  boolean isEmpty() {
    return others.apply(path).isEmpty();
  }

  /** Whether another path, which has lost a file, is reading it to its end. */
  boolean areReading(FileIdentity file) {
    return others.apply(path).stream().anyMatch(other -> other.relations().isReadingOut(file));
  }

  /** Whether another path has a file, or has it open still. */
  boolean have(FileIdentity file) {
    return others.apply(path).stream().anyMatch(other -> other.relations().have(file));
  }

  /**
   * How far other paths have read a file; nothing where none had it. If it has two names, it is
   * read under each.
   */
  OptionalLong position(FileIdentity file, Content content) throws IOException {
    OptionalLong furthest = OptionalLong.empty();
    for (FileTail other : others.apply(path)) {
      Optional<FilePosition> known = other.relations().positionIn(file, content);
      if (known.isPresent()) {
        long position = known.get().position();
        // Behind the end is what somebody has set by hand.
        if (position >= furthest.orElse(0)
            && position <= content.size()
            && !(other.relations().isNamed(file) && isHere(file))) {
          furthest = OptionalLong.of(position);
        }
      }
    }
    return furthest;
  }

  private boolean isHere(FileIdentity file) throws IOException {
    return FileStat.of(path).filter(named -> named.identity().equals(file)).isPresent();
  }

  /** Says that a file is read on here: what is written to it is not late. */
  void goesOn(FileIdentity file) throws IOException {
    for (FileTail other : others.apply(path)) {
      other.relations().goesOnElsewhere(file);
    }
  }

  /**
   * Whether a file is under the name of another path, which goes on in it from a position, or has
   * not come so far.
   */
  boolean have(FilePosition position) {
    for (FileTail other : others.apply(path)) {
      try {
        if (other.relations().goesOnFrom(position)) {
          return true;
        }
      } catch (IOException unseen) {
        LOG.debug("{}: {} cannot be looked at", path, other.path(), unseen);
      }
    }
    return false;
  }
}
