package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.RotatedNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 *       there are read before it ({@link History}).
 *   <li>{@code app.log-20261121} likewise, unless there never was an {@code app.log}: then logs are
 *       written to dated names, and each is followed. One that was is not given up.
 *   <li>{@code app-1.log} may be a rotation, or the log of a second process. Its name does not say
 *       it; {@link Rotations} find out.
 * </ul>
 */
final class RotationSorter {

  private static final Logger LOG = LoggerFactory.getLogger(RotationSorter.class);

  private final EntryPaths paths;
  private final FileTable files;
  private final StoredPositions stored;

  RotationSorter(EntryPaths paths, FileTable files, StoredPositions stored) {
    this.paths = paths;
    this.files = files;
    this.stored = stored;
  }

  /**
   * @param together sorted; the one tells what another is
   */
  FoundLogs sort(List<Path> together) {
    Map<Path, FilePosition> positions = positions(together);
    Map<Path, List<EarlierFile>> rotations = new LinkedHashMap<>();
    List<Path> undecided = new ArrayList<>();
    for (Path path : together) {
      Optional<EntryPaths.Base> base =
          paths.bases(path).stream()
              .filter(one -> isNumbered(one) || exists(one.path(), together, positions))
              .findFirst();
      boolean unsure = base.isEmpty() || base.get().kind() == RotatedNames.Kind.UNCERTAIN;
      if (RotatedNames.isCompressed(path) && unsure) {
        continue;
      }
      Optional<FilePosition> own = Optional.ofNullable(positions.get(path));
      if (base.isEmpty() || (own.isPresent() && !isNumbered(base.get()))) {
        rotations.putIfAbsent(path, new ArrayList<>());
      } else if (unsure) {
        rotations.putIfAbsent(base.get().path(), new ArrayList<>());
        undecided.add(path);
      } else {
        add(path, own, base.get().path(), rotations);
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
    List<Path> unknown =
        asked.stream().filter(one -> files.followed(one) == null).distinct().toList();
    return unknown.isEmpty() ? Map.of() : stored.of(unknown);
  }

  private static boolean isNumbered(EntryPaths.Base base) {
    return base.kind() == RotatedNames.Kind.NUMBERED;
  }

  private boolean exists(Path base, List<Path> together, Map<Path, FilePosition> positions) {
    return files.followed(base) != null
        || positions.containsKey(base)
        || Collections.binarySearch(together, base) >= 0;
  }

  private static void add(
      Path path, Optional<FilePosition> own, Path base, Map<Path, List<EarlierFile>> rotations) {
    List<EarlierFile> its = rotations.computeIfAbsent(base, none -> new ArrayList<>());
    try {
      its.add(EarlierFile.of(path, own));
    } catch (IOException gone) {
      LOG.warn("{}: {} cannot be read first", base, path, gone);
    }
  }
}
