package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.Optional;

/** Opens the files beside a path, if they are wanted, and knows what to do where that fails. */
final class RotatedOpener {

  private interface Check {
    boolean passes(OpenFile file) throws IOException;
  }

  private final FileOpener opener;
  private final UnreadableFiles unreadable;

  RotatedOpener(FileOpener opener, UnreadableFiles unreadable) {
    this.opener = opener;
    this.unreadable = unreadable;
  }

  /**
   * Adds a file to those that are there, unless it is a copy.
   *
   * @param source of which it may be a copy
   */
  void addTo(KnownFiles present, RotatedFile file, Content source) {
    addTo(present, file, opened -> !opened.isHeldBy(source));
  }

  /** Adds a file to those that are there. */
  void addTo(KnownFiles present, RotatedFile file) {
    addTo(present, file, any -> true);
  }

  private void addTo(KnownFiles present, RotatedFile file, Check check) {
    if (file.isCompressed()) {
      present.addCompressed(file.stat());
      return;
    }
    try (OpenFile opened = opener.open(file.path()).orElse(null)) {
      if (opened == null) {
        present.addUnreadable(file);
      } else if (check.passes(opened)) {
        present.add(opened);
      }
    } catch (IOException failed) {
      // Then what the folder tells of it has to do.
      present.addUnreadable(file);
    }
  }

  /**
   * Opens a file if it is the one that is looked for, or a copy of it.
   *
   * @param known files that it cannot be; where the content shows what it is, the name of one that
   *     was empty does not matter
   * @throws NotReadyException while it cannot be told
   */
  Optional<OpenFile> find(RotatedFile file, Sought sought, KnownFiles known)
      throws NotReadyException {
    try {
      return openIf(file, known, !sought.position().isKnownByContent(), sought::isIn);
    } catch (NotReadyException moved) {
      throw moved;
    } catch (IOException failed) {
      if (file.is(sought.position().identity())) {
        unreadable.begun(file, sought.position().position(), failed);
      } else if (!known.containUnreadable(file, false)) {
        unreadable.perhaps(file, failed);
      }
      return Optional.empty();
    }
  }

  /**
   * Opens a file that comes next, unless it is a known one.
   *
   * @throws NotReadyException while it cannot be opened
   */
  Optional<OpenFile> next(RotatedFile file, KnownFiles known) throws NotReadyException {
    try {
      return openIf(file, known, true, any -> true);
    } catch (NotReadyException moved) {
      throw moved;
    } catch (IOException failed) {
      if (!known.containUnreadable(file, true)) {
        unreadable.next(file, failed);
      }
      return Optional.empty();
    }
  }

  private Optional<OpenFile> openIf(RotatedFile file, KnownFiles known, boolean byName, Check check)
      throws IOException {
    if (known.isCertain(file.stat().identity())) {
      return Optional.empty();
    }
    Optional<OpenFile> opened = opener.open(file.path());
    if (opened.isEmpty()) {
      // It was renamed or compressed since the folder was listed.
      throw new NotReadyException(file.path() + " is being moved");
    }
    boolean wanted = false;
    try {
      wanted = !known.contain(opened.get(), byName) && check.passes(opened.get());
      unreadable.over(file.path(), file.stat().identity());
    } finally {
      if (!wanted) {
        opened.get().close();
      }
    }
    return wanted ? opened : Optional.empty();
  }
}
