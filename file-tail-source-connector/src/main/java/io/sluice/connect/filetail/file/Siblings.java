package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the files beside a path whose names are related to its own: {@code app.log.1}, {@code
 * app.log-20261121}, {@code app-2026-11-21.log}. Where the path is a link, they are beside its
 * target.
 */
final class Siblings {

  private static final int MOST_LISTINGS = 3;
  private static final long LONGEST_AWAY_NANOS = 60_000_000_000L;

  private final Path path;
  private final TailContext context;
  private Path target;

  /** In nanoseconds; null while the folder is there. */
  private Long awaySince;

  Siblings(Path path, TailContext context) {
    this.path = path;
    this.context = context;
    this.target = path;
  }

  /** What the path led to when they were listed last. */
  Path target() {
    return target;
  }

  RotatedNames names() {
    return new RotatedNames(target.getFileName().toString());
  }

  /** What the folder holds; listed again where something went while it was listed. */
  List<RotatedFile> list() throws IOException {
    try {
      target = path.toRealPath();
    } catch (NoSuchFileException gone) {
      // Then they are where the path led before.
    }
    List<RotatedFile> found = new ArrayList<>();
    for (int i = 0; i < MOST_LISTINGS; i++) {
      found.clear();
      if (list(found)) {
        break;
      }
    }
    return found;
  }

  private boolean list(List<RotatedFile> found) throws IOException {
    boolean complete = true;
    RotatedNames names = names();
    Path folder = target.toAbsolutePath().getParent();
    for (String name : context.folders().of(folder).startingWith(names.beginning())) {
      Path entry = folder.resolve(name);
      if (names.areRelated(entry) && !context.followed().test(entry)) {
        Optional<FileStat> stat = FileStat.of(entry, LinkOption.NOFOLLOW_LINKS);
        complete &= stat.isPresent();
        stat.filter(FileStat::regular)
            .ifPresent(regular -> found.add(new RotatedFile(entry, regular)));
      }
    }
    return complete;
  }

  /**
   * Whether the folder of the path, or that which its link leads to, is away, and may come back
   * with all that was in it; when it was away for a minute, it does not.
   */
  boolean isFolderAway() {
    if (Files.isDirectory(path.getParent())
        && Files.isDirectory(target.toAbsolutePath().getParent())) {
      awaySince = null;
      return false;
    }
    long now = context.nanoTime().getAsLong();
    awaySince = awaySince == null ? now : awaySince;
    return now - awaySince < LONGEST_AWAY_NANOS;
  }

  /** Hears that the path has a file; an absence of its folder later on is another one. */
  void isThere() {
    awaySince = null;
  }

  /** What the names stand for now. */
  FolderState state() throws IOException {
    Map<Path, FileIdentity> files = new HashMap<>();
    for (RotatedFile file : list()) {
      files.put(file.path(), file.stat().identity());
    }
    return new FolderState(FileStat.of(path).map(FileStat::identity).orElse(null), files);
  }

  /**
   * @throws NotReadyException where names stand for other files than before
   */
  void requireStill(FolderState before) throws IOException {
    if (!state().equals(before)) {
      throw new NotReadyException(path + " is being rotated");
    }
  }

  /** A name that a file has now. */
  Optional<Path> nameOf(FileIdentity identity) throws IOException {
    FolderState state = state();
    if (identity.equals(state.named())) {
      return Optional.of(path);
    }
    return state.rotated().entrySet().stream()
        .filter(one -> one.getValue().equals(identity))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The files that have a name now. */
  Set<FileIdentity> identities() throws IOException {
    FolderState state = state();
    Set<FileIdentity> all = new HashSet<>(state.rotated().values());
    if (state.named() != null) {
      all.add(state.named());
    }
    return all;
  }

  /** Whether the path names the file. */
  boolean isNamedByPath(FileIdentity identity) throws IOException {
    return FileStat.of(path).filter(named -> named.identity().equals(identity)).isPresent();
  }
}
