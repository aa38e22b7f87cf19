package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  /**
   * Adds a file to those that are there beside some others, unless it is a copy: for all of them at
   * once, so that it is opened only once.
   *
   * @param sources of which it may be a copy, or the same
   * @param present those that are there beside each of them
   */
  void addBeside(List<OpenFile> sources, List<KnownFiles> present, RotatedFile file) {
    if (file.isCompressed()) {
      forOthers(sources, present, file, known -> known.addCompressed(file.stat()));
      return;
    }
    try (OpenFile opened = opener.open(file.path()).orElse(null)) {
      if (opened == null) {
        forOthers(sources, present, file, known -> known.addUnreadable(file));
        return;
      }
      KnownFiles itself = new KnownFiles();
      itself.add(opened);
      for (int i = 0; i < sources.size(); i++) {
        addBeside(sources.get(i), present.get(i), file, opened, itself);
      }
    } catch (IOException failed) {
      forOthers(sources, present, file, known -> known.addUnreadable(file));
    }
  }

  private static void addBeside(
      OpenFile source, KnownFiles present, RotatedFile file, OpenFile opened, KnownFiles itself) {
    if (file.is(source.identity())) {
      return;
    }
    try {
      if (!opened.isHeldBy(source.content())) {
        present.addAll(itself);
      }
    } catch (IOException failed) {
      present.addUnreadable(file);
    }
  }

  private static void forOthers(
      List<OpenFile> sources,
      List<KnownFiles> present,
      RotatedFile file,
      Consumer<KnownFiles> add) {
    for (int i = 0; i < sources.size(); i++) {
      if (!file.is(sources.get(i).identity())) {
        add.accept(present.get(i));
      }
    }
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

  /** Whether a file comes next for certain without a look into it: nothing known has its inode. */
  boolean isNext(RotatedFile file, KnownFiles known) {
    return !file.isCompressed() && !known.mayContain(file.stat().identity());
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
