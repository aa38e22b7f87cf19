package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.discovery.GlobWalk;
import io.sluice.connect.filetail.file.EarlierFile;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.RotatedNames;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which of the files that a glob matches are followed.
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
 *   <li>{@code app-1.log} may be a rotation, or the log of a second process. {@link Rotations} find
 *       out.
 * </ul>
 *
 * <p>Of several names of one file only one is followed: of a link and its target the target, if the
 * glob matches it, and of two links the first.
 */
final class GlobFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GlobFiles.class);

  private final EntryToFollow entry;
  private final FilePattern pattern;
  private final GlobWalk walk;
  private final FollowedFiles files;
  private final LongSupplier nanoTime;
  private final Rotations rotations;
  private final Set<FilePattern> toldRivals = new HashSet<>();
  private final Set<String> toldOthers = new HashSet<>();
  private boolean toldCompressed;

  /** What the walk found last. That may be very much, so it goes through here little by little. */
  private final Deque<Path> found = new ArrayDeque<>();

  /** What of it is this entry's; decided together, for the one tells what another is. */
  private final Set<Path> ours = new LinkedHashSet<>();

  /** What was decided, and is yet to be done. */
  private final Deque<Runnable> decided = new ArrayDeque<>();

  /** Where the files that were found last are begun. */
  private StartPosition start;

  private boolean moreToWalk;

  GlobFiles(
      EntryToFollow entry,
      FilePattern pattern,
      GlobWalk walk,
      FollowedFiles files,
      LongSupplier nanoTime) {
    this.entry = entry;
    this.pattern = pattern;
    this.walk = walk;
    this.files = files;
    this.nanoTime = nanoTime;
    this.rotations = new Rotations(files, nanoTime);
  }

  /**
   * Has the folder of what was created or deleted looked at with the next step.
   *
   * @return whether it is one of the walk's
   */
  boolean changed(Path path) {
    return walk.changed(path) | walk.changed(path.getParent());
  }

  void changedSomewhere() {
    walk.changedSomewhere();
  }

  /**
   * Looks for files, a little, and follows what is to be followed.
   *
   * @param until when to stop, in nanoseconds; one file is followed at least
   * @return whether there is more to do at once
   */
  boolean step(long until) {
    if (found.isEmpty() && decided.isEmpty()) {
      start = walk.isComplete() ? StartPosition.BEGINNING : entry.start();
      moreToWalk = walk.step(found::add);
    }
    if (!found.isEmpty()) {
      sift(until);
      if (found.isEmpty() && !ours.isEmpty()) {
        List<Path> paths = ours.stream().sorted().toList();
        ours.clear();
        decide(paths);
      }
    }
    for (Undecided own : rotations.ownLogs(until)) {
      decided.add(() -> follow(own.path, Optional.empty(), own.start, List.of()));
    }
    boolean inTime = true;
    while (inTime && !decided.isEmpty()) {
      decided.removeFirst().run();
      inTime = nanoTime.getAsLong() - until < 0;
    }
    return moreToWalk || !found.isEmpty() || !decided.isEmpty();
  }

  private void sift(long until) {
    boolean inTime = true;
    while (inTime && !found.isEmpty()) {
      Path path = found.removeFirst();
      if (files.followed(path) == null && !rotations.contain(path) && isOurs(path)) {
        ours.add(path);
      }
      inTime = nanoTime.getAsLong() - until < 0;
    }
  }

  private boolean isOurs(Path path) {
    if (RotatedNames.isCompressed(path)) {
      // What it was compressed of is followed, or the business of another.
      if (!toldCompressed && bases(path).isEmpty()) {
        toldCompressed = true;
        LOG.warn(
            "{} is matched by '{}' and is compressed; such files are only read as rotations of one"
                + " that the glob matches as well. Exclude them",
            path,
            pattern.glob());
      }
      return RotatedNames.isGzip(path)
          && bases(path).stream().anyMatch(base -> files.followed(base.path) == null);
    }
    for (FilePattern rival : entry.rivals()) {
      if (rival.matches(path)) {
        if (toldRivals.add(rival)) {
          LOG.warn(
              "{} is matched by '{}' and by '{}'; the first of them collects it, and whatever else"
                  + " both match: exclude it in one of them",
              path,
              rival.glob(),
              pattern.glob());
        }
        return false;
      }
    }
    if (isRotationOfOthers(path)) {
      return false;
    }
    Path target = files.target(path);
    if (target.equals(path)) {
      return true;
    }
    FollowedFile other = files.withTarget(target);
    return !pattern.matches(target) && (other == null || other.path.equals(path));
  }

  /** Whether another entry reads a file because of the path that it had before. */
  private boolean isRotationOfOthers(Path path) {
    if (entry.others().isEmpty()) {
      return false;
    }
    for (RotatedNames.Base base : RotatedNames.bases(path.getFileName().toString())) {
      Path before = path.resolveSibling(base.name());
      if (base.kind() == RotatedNames.Kind.UNCERTAIN || isOwn(before)) {
        continue;
      }
      for (CollectEntry other : entry.others()) {
        if (other.means(before)
            && (base.kind() == RotatedNames.Kind.NUMBERED || Files.exists(before))) {
          if (toldOthers.add(other.path())) {
            LOG.warn(
                "{} is matched by '{}', but is a rotation of {}, which '{}' collects together with"
                    + " what it is rotated to; exclude such files, or remove one of the two",
                path,
                pattern.glob(),
                before,
                other.path());
          }
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the glob matches a file, and none that comes first does. */
  private boolean isOwn(Path path) {
    return pattern.matches(path) && entry.rivals().stream().noneMatch(r -> r.matches(path));
  }

  private void decide(List<Path> together) {
    List<Path> asked = new ArrayList<>(together);
    asked.removeIf(RotatedNames::isCompressed);
    together.forEach(path -> bases(path).forEach(base -> asked.add(base.path)));
    Map<Path, FilePosition> positions =
        files.stored(asked.stream().filter(one -> files.followed(one) == null).distinct().toList());
    Map<Path, List<EarlierFile>> rotated = new LinkedHashMap<>();
    List<Path> possible = new ArrayList<>();
    for (Path path : together) {
      Optional<Base> base =
          bases(path).stream()
              .filter(
                  one ->
                      one.kind == RotatedNames.Kind.NUMBERED
                          || exists(one.path, together, positions))
              .findFirst();
      Optional<FilePosition> own = Optional.ofNullable(positions.get(path));
      if (RotatedNames.isCompressed(path)
          && (base.isEmpty() || base.get().kind == RotatedNames.Kind.UNCERTAIN)) {
        continue;
      }
      if (base.isEmpty() || (own.isPresent() && base.get().kind != RotatedNames.Kind.NUMBERED)) {
        rotated.putIfAbsent(path, new ArrayList<>());
      } else if (base.get().kind == RotatedNames.Kind.UNCERTAIN) {
        rotated.putIfAbsent(base.get().path, new ArrayList<>());
        possible.add(path);
      } else {
        List<EarlierFile> earlier =
            rotated.computeIfAbsent(base.get().path, none -> new ArrayList<>());
        try {
          earlier.add(EarlierFile.of(path, own));
        } catch (IOException gone) {
          LOG.warn("{}: {} cannot be read first", base.get().path, path, gone);
        }
      }
    }
    rotated.forEach(
        (path, earlier) ->
            decided.add(
                () -> follow(path, Optional.ofNullable(positions.get(path)), start, earlier)));
    possible.forEach(path -> decided.add(() -> suspect(path)));
  }

  private void suspect(Path path) {
    bases(path).stream()
        .filter(one -> files.followed(one.path) != null)
        .findFirst()
        .ifPresentOrElse(
            base -> rotations.add(path, base.path, start),
            () -> follow(path, Optional.empty(), start, List.of()));
  }

  private boolean exists(Path base, List<Path> together, Map<Path, FilePosition> positions) {
    return files.followed(base) != null
        || positions.containsKey(base)
        || Collections.binarySearch(together, base) >= 0;
  }

  private void follow(
      Path path,
      Optional<FilePosition> position,
      StartPosition start,
      List<EarlierFile> rotatedFiles) {
    Path target = files.target(path);
    if (files.followed(path) != null || files.withTarget(target) != null) {
      return;
    }
    boolean readsEarlier = position.isEmpty() && start == StartPosition.BEGINNING;
    List<EarlierFile> earlier =
        readsEarlier ? EarlierFile.oldestFirst(path, rotatedFiles) : List.of();
    Optional<FilePosition> begin = Optional.empty();
    if (earlier.stream().anyMatch(EarlierFile::isCompressed)) {
      List<EarlierFile> plain = earlier.stream().filter(one -> !one.isCompressed()).toList();
      if (plain.stream().anyMatch(one -> one.position().isPresent())) {
        leaveOut(path, earlier, EarlierFile::isCompressed);
        earlier = plain;
      } else {
        begin = beginning(path, earlier);
        earlier = List.of();
      }
    }
    files.follow(entry, path, target, position, start, begin, earlier, true);
  }

  private static void leaveOut(Path path, List<EarlierFile> files, Predicate<EarlierFile> which) {
    List<Path> left = files.stream().filter(which).map(EarlierFile::path).toList();
    if (!left.isEmpty()) {
      LOG.warn("{}: it cannot be told where {} belong; their lines are not sent", path, left);
    }
  }

  /** Compressed files are found, waited for and put in order as after a restart. */
  private Optional<FilePosition> beginning(Path path, List<EarlierFile> oldestFirst) {
    for (EarlierFile file : oldestFirst) {
      try {
        FilePosition beginning = file.beginning(entry.settings().allowed());
        leaveOut(path, oldestFirst, other -> !other.isNamedLike(file, path));
        return Optional.of(beginning);
      } catch (IOException unreadable) {
        LOG.warn("{}: {} cannot be read; its lines are not sent", path, file.path(), unreadable);
      }
    }
    return Optional.empty();
  }

  /** A path that another may have had, if the glob matches it. */
  private record Base(Path path, RotatedNames.Kind kind) {}

  private List<Base> bases(Path path) {
    List<Base> bases = new ArrayList<>();
    for (RotatedNames.Base base : RotatedNames.bases(path.getFileName().toString())) {
      Path basePath = path.resolveSibling(base.name());
      if (isOwn(basePath)) {
        bases.add(new Base(basePath, base.kind()));
      }
    }
    return bases;
  }
}
