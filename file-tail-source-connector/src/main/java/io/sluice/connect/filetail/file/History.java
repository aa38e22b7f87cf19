package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written of a path before its file was, and is read before it: the rotated files beside a
 * path that was never read.
 *
 * <p>They are found by the path's own first look, in one decision with the file that has the path:
 * between a list of names that somebody made before and that look, rotation may have given each
 * name to another file.
 *
 * <p>Plain rotations are read as they were found, one after the other. Compressed ones are found,
 * waited for and put in order as after a restart; so where there are some, the path has a position
 * as if an earlier run had just begun its oldest rotation.
 *
 * @param rotations tells of a name beside the path whether it is one of its rotations
 * @param positions how far earlier runs had read files by the names of rotations
 */
public record History(Predicate<Path> rotations, Map<Path, FilePosition> positions) {

  /** That of a path of which only its own file is read. */
  public static final History NONE = new History(name -> false, Map.of());

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  public History {
    positions = Map.copyOf(positions);
  }

  /**
   * @param state what the names stood for
   * @param begin where the path begins, as if it had been read to there; nothing for its own file
   * @param first what is read before its own file, oldest first
   * @param leftOut what is not read, because nobody can tell where it belongs
   */
  record Found(
      FolderState state,
      Optional<FilePosition> begin,
      List<EarlierFile> first,
      List<Path> leftOut) {

    void logLeftOut(Path path) {
      if (!leftOut.isEmpty()) {
        LOG.warn("{}: it cannot be told where {} belong; their lines are not sent", path, leftOut);
      }
    }
  }

  /** What there is of the path now. */
  Found find(Path path, TailContext context) throws IOException {
    List<EarlierFile> files = list(path, context);
    FolderState state = state(path, files);
    List<EarlierFile> all = EarlierFile.oldestFirst(path, files);
    if (all.stream().noneMatch(EarlierFile::isCompressed)) {
      return new Found(state, Optional.empty(), all, List.of());
    }
    List<EarlierFile> plain = all.stream().filter(one -> !one.isCompressed()).toList();
    if (plain.stream().anyMatch(one -> one.position().isPresent())) {
      return new Found(state, Optional.empty(), plain, paths(all, EarlierFile::isCompressed));
    }
    EarlierFile oldest = all.get(0);
    return new Found(
        state,
        Optional.of(oldest.beginning(context.settings().allowed())),
        List.of(),
        paths(all, other -> !other.isNamedLike(oldest, path)));
  }

  /**
   * @throws NotReadyException where names stand for other files than when this was found
   */
  void requireStill(Found found, Path path, TailContext context) throws IOException {
    if (!state(path, list(path, context)).equals(found.state)) {
      throw new NotReadyException(path + " is being rotated");
    }
  }

  private List<EarlierFile> list(Path path, TailContext context) throws IOException {
    List<EarlierFile> files = new ArrayList<>();
    if (this == NONE) {
      return files;
    }
    Path folder = path.getParent();
    String beginning = new RotatedNames(path.getFileName().toString()).beginning();
    for (String name : context.folders().of(folder).startingWith(beginning)) {
      Path file = folder.resolve(name);
      if (!file.equals(path) && rotations.test(file)) {
        stat(file).map(stat -> earlier(file, stat)).ifPresent(files::add);
      }
    }
    return files;
  }

  /** Nothing for what cannot be read: a link that leads to itself, for instance. */
  private static Optional<FileStat> stat(Path file) {
    try {
      return FileStat.of(file).filter(FileStat::regular);
    } catch (IOException unreadable) {
      LOG.warn(
          "{} cannot be looked at; what is in it is not sent: {}", file, unreadable.toString());
      return Optional.empty();
    }
  }

  private EarlierFile earlier(Path file, FileStat stat) {
    Optional<FilePosition> position =
        positions.values().stream()
            .filter(one -> stat.identity().equals(one.identity()))
            .findFirst()
            .or(
                () ->
                    Optional.ofNullable(positions.get(file)).filter(one -> one.identity() == null));
    return new EarlierFile(file, stat.identity(), stat.modified(), position);
  }

  private static FolderState state(Path path, List<EarlierFile> files) throws IOException {
    Map<Path, FileIdentity> identities = new HashMap<>();
    files.forEach(file -> identities.put(file.path(), file.identity()));
    return new FolderState(FileStat.of(path).map(FileStat::identity).orElse(null), identities);
  }

  private static List<Path> paths(List<EarlierFile> files, Predicate<EarlierFile> which) {
    return files.stream().filter(which).map(EarlierFile::path).toList();
  }
}
