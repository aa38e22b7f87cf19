package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.RotatedNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells logs from rotations of logs by their names, among files that one glob matches.
 *
 * <p>A glob such as {@code app.log*} also matches what rotation makes of {@code app.log}. Those are
 * the business of the one that follows {@code app.log}, now and after a restart: if each name were
 * followed by itself, every rotation would send all of it again. So, where the glob matches {@code
 * app.log} as well:
 *
 * <ul>
 *   <li>{@code app.log.1}, which is another file after each rotation, is never followed. Instead
 *       {@code app.log} is, there or not. If that has no position yet, the rotated files that are
 *       there are read before it.
 *   <li>{@code app.log-20261121} likewise, unless there never was an {@code app.log}: then logs are
 *       written to dated names, and each is followed. One that was is not given up.
 *   <li>{@code app.log.1.tmp} is never followed if there is an {@code app.log}, or was: it is made
 *       while a rotation of that is compressed ({@link BeingCompressed}). One that was is not given
 *       up.
 *   <li>{@code app-1.log} may be a rotation, or the log of a second process. Its name does not say
 *       it; {@link Rotations} find out.
 * </ul>
 */
final class RotationSorter {

  private static final Logger LOG = LoggerFactory.getLogger(RotationSorter.class);

  private static final int MOST_REMEMBERED = 20_000;

  private final EntryPaths paths;
  private final FileTable files;
  private final StoredPositions stored;
  private final Rotations undecided;
  private final BeingCompressed beingCompressed;

  /**
   * Rotated names, above all: a folder in which others make files is sorted again with each of
   * them, and Kafka is not to be asked each time.
   */
  private final Map<Path, Boolean> withoutPosition =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private boolean toldCompressed;

  /**
   * @param undecided what is there as well, and may be a log or a rotation
   * @param beingCompressed hears of what is no log for that reason
   */
  RotationSorter(
      EntryPaths paths,
      FileTable files,
      StoredPositions stored,
      Rotations undecided,
      BeingCompressed beingCompressed) {
    this.paths = paths;
    this.files = files;
    this.stored = stored;
    this.undecided = undecided;
    this.beingCompressed = beingCompressed;
  }

  /**
   * @param together sorted; the one tells what another is
   */
  FoundLogs sort(List<Path> together) {
    Map<Path, FilePosition> positions = positions(together);
    Map<Path, Map<Path, FilePosition>> rotations = new LinkedHashMap<>();
    List<Path> undecided = new ArrayList<>();
    for (Path path : together) {
      Optional<Path> log = compressing(path, one -> exists(one, together, positions));
      if (log.isPresent() && !positions.containsKey(path)) {
        beingCompressed.add(path, log.get());
        // It may be of any that has a position, and is read for that one, also where it is not
        // there.
        paths.compressing(path).stream()
            .filter(positions::containsKey)
            .forEach(one -> rotations.putIfAbsent(one, new HashMap<>()));
        continue;
      }
      Optional<EntryPaths.Base> base = base(path, one -> exists(one, together, positions));
      boolean unsure = base.isEmpty() || base.get().kind() == RotatedNames.Kind.UNCERTAIN;
      if (RotatedNames.isCompressed(path) && unsure) {
        tellCompressed(path);
        continue;
      }
      Optional<FilePosition> own = Optional.ofNullable(positions.get(path));
      if (base.isEmpty() || (own.isPresent() && !isNumbered(base.get()))) {
        rotations.putIfAbsent(path, new HashMap<>());
      } else if (unsure) {
        rotations.putIfAbsent(base.get().path(), new HashMap<>());
        // Nor was any other there that it may have come of, where only that has a position.
        paths.bases(path).stream()
            .map(EntryPaths.Base::path)
            .filter(positions::containsKey)
            .forEach(other -> rotations.putIfAbsent(other, new HashMap<>()));
        undecided.add(path);
      } else {
        Map<Path, FilePosition> its =
            rotations.computeIfAbsent(base.get().path(), none -> new HashMap<>());
        own.ifPresent(position -> its.put(path, position));
      }
    }
    List<FoundLogs.FoundLog> logs = new ArrayList<>();
    rotations.forEach(
        (path, its) ->
            logs.add(new FoundLogs.FoundLog(path, Optional.ofNullable(positions.get(path)), its)));
    return new FoundLogs(logs, undecided);
  }

  private Map<Path, FilePosition> positions(List<Path> together) {
    List<Path> asked = new ArrayList<>(together);
    asked.removeIf(RotatedNames::isCompressed);
    together.forEach(path -> paths.bases(path).forEach(base -> asked.add(base.path())));
    together.forEach(path -> asked.addAll(paths.compressing(path)));
    List<Path> unknown =
        asked.stream()
            .filter(one -> files.followed(one) == null && !withoutPosition.containsKey(one))
            .distinct()
            .toList();
    if (unknown.isEmpty()) {
      return Map.of();
    }
    Map<Path, FilePosition> found = stored.of(unknown);
    unknown.stream()
        .filter(one -> !found.containsKey(one))
        .forEach(one -> withoutPosition.put(one, true));
    return found;
  }

  /** Takes note that a path will have a position. */
  void followed(Path path) {
    withoutPosition.remove(path);
  }

  private void tellCompressed(Path path) {
    if (!toldCompressed) {
      toldCompressed = true;
      LOG.warn(
          "{} is compressed, and the file that it may be a rotation of is not there; such files are"
              + " not read",
          path);
    }
  }

  private static boolean isNumbered(EntryPaths.Base base) {
    return base.kind() == RotatedNames.Kind.NUMBERED;
  }

  private boolean exists(Path base, List<Path> together, Map<Path, FilePosition> positions) {
    return files.followed(base) != null
        || undecided.contain(base)
        || positions.containsKey(base)
        || Collections.binarySearch(together, base) >= 0;
  }

  /** Whether a file's name tells that it is a rotation of a path that is followed. */
  boolean isRotation(Path path, Path followed) {
    return base(path, one -> files.followed(one) != null)
        .filter(base -> base.kind() != RotatedNames.Kind.UNCERTAIN && base.path().equals(followed))
        .isPresent();
  }

  /** The path of which a rotation is being compressed, if there is such a log. */
  private Optional<Path> compressing(Path path, Predicate<Path> exists) {
    return paths.compressing(path).stream().filter(exists).findFirst();
  }

  /** The path that a file had before, which is there, or certain by the file's name. */
  private Optional<EntryPaths.Base> base(Path path, Predicate<Path> exists) {
    return paths.bases(path).stream()
        .filter(one -> isNumbered(one) || exists.test(one.path()))
        .findFirst();
  }
}
