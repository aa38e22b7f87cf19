package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files beside a path that its earlier generations may have become: {@code app.log.1}, {@code
 * app.log-20261121}, {@code app-2026-11-21.log}.
 *
 * <p>Rotation leaves a file's time of modification alone, so that the order of these times is the
 * order in which the files were written. Where the path is a link, the files are beside its target.
 */
final class RotatedFiles {

  /** A file as the folder lists it. */
  private record Candidate(Path path, FileStat stat) {
    boolean is(FileIdentity identity) {
      return stat.identity().equals(identity);
    }
  }

  private final Path path;
  private final FileOpener opener;
  private final FolderListings folders;
  private final Trouble trouble;
  private Path target;

  RotatedFiles(Path path, FileOpener opener, FolderListings folders) {
    this.path = path;
    this.opener = opener;
    this.folders = folders;
    this.trouble = new Trouble(path);
    this.target = path;
  }

  /** When the file was last written to; nothing where it has no name in the folder any more. */
  Optional<FileTime> modified(FileIdentity identity) throws IOException {
    return named(identity).map(one -> one.stat.modified());
  }

  /** The form of the file's name; nothing where it has no name in the folder any more. */
  Optional<String> form(FileIdentity identity) throws IOException {
    return named(identity).flatMap(one -> names().form(one.path));
  }

  private Optional<Candidate> named(FileIdentity identity) throws IOException {
    return candidates().stream().filter(one -> one.is(identity)).findFirst();
  }

  /** All that are there now. */
  KnownFiles present() throws IOException {
    KnownFiles present = new KnownFiles();
    for (Candidate candidate : candidates()) {
      present.add(candidate.stat.identity(), head(candidate));
    }
    return present;
  }

  private HashedSpan head(Candidate candidate) {
    try (OpenFile opened = opener.open(candidate.path).orElse(null)) {
      return opened == null ? null : opened.head();
    } catch (IOException unreadable) {
      // Then its inode has to do.
      return null;
    }
  }

  /**
   * The file that was read up to the position: the same one, or a copy of it.
   *
   * @param known files that it cannot be
   */
  Optional<OpenFile> find(FilePosition position, KnownFiles known) throws IOException {
    List<Candidate> candidates = candidates();
    Comparator<Candidate> sameFileFirst = Comparator.comparing(one -> !one.is(position.identity()));
    candidates.sort(
        sameFileFirst.thenComparing(one -> one.stat.modified(), Comparator.reverseOrder()));
    for (Candidate candidate : candidates) {
      if (mayBe(candidate, position)) {
        Optional<OpenFile> found = openIf(candidate, known, file -> file.continuesFrom(position));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A copy cannot be older than what it is a copy of, and must show that it is one. */
  private static boolean mayBe(Candidate candidate, FilePosition position) {
    if (RotatedNames.isCompressed(candidate.path) || candidate.stat.size() < position.position()) {
      return false;
    }
    return candidate.is(position.identity())
        || (position.isKnownByContent()
            && (position.modified() == null
                || candidate.stat.modified().toMillis() >= position.modified()));
  }

  /**
   * What was rotated away after a file that was last written to at the given time, oldest first.
   *
   * @param until when the last of them was written to at the latest; no limit where absent
   * @param known files that are not asked for
   * @param form that of their names; any where it is not known
   */
  List<OpenFile> newerThan(
      FileTime time, Optional<FileTime> until, KnownFiles known, Optional<String> form)
      throws IOException {
    List<OpenFile> opened = new ArrayList<>();
    for (Candidate candidate : newer(time, form)) {
      boolean inTime = until.isEmpty() || candidate.stat.modified().compareTo(until.get()) <= 0;
      if (inTime && !RotatedNames.isCompressed(candidate.path)) {
        openIf(candidate, known, file -> true).ifPresent(opened::add);
      }
    }
    return opened;
  }

  /** The compressed ones among them, for which there is no uncompressed file of that name. */
  List<Path> compressedSince(FileTime time, Optional<String> form) throws IOException {
    return newer(time, form).stream()
        .map(Candidate::path)
        .filter(one -> RotatedNames.isCompressed(one))
        .filter(one -> Files.notExists(RotatedNames.uncompressed(one)))
        .toList();
  }

  private List<Candidate> newer(FileTime time, Optional<String> form) throws IOException {
    List<Candidate> newer = candidates();
    newer.removeIf(
        one -> {
          Optional<String> its = names().form(one.path);
          return one.stat.modified().compareTo(time) <= 0
              || its.isEmpty()
              || (form.isPresent() && !form.equals(its));
        });
    newer.sort(Comparator.comparing(one -> one.stat.modified()));
    return newer;
  }

  private interface Check {
    boolean passes(OpenFile file) throws IOException;
  }

  /** One file that cannot be read must not stand in the way of the others. */
  private Optional<OpenFile> openIf(Candidate candidate, KnownFiles known, Check check) {
    try {
      Optional<OpenFile> opened = opener.open(candidate.path);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      boolean wanted = false;
      try {
        wanted = !known.contain(opened.get()) && check.passes(opened.get());
      } finally {
        if (!wanted) {
          opened.get().close();
        }
      }
      return wanted ? opened : Optional.empty();
    } catch (IOException unreadable) {
      trouble.met(unreadable);
      return Optional.empty();
    }
  }

  private RotatedNames names() {
    return new RotatedNames(target.getFileName().toString());
  }

  private List<Candidate> candidates() throws IOException {
    try {
      target = path.toRealPath();
    } catch (NoSuchFileException gone) {
      // Then they are where the path led before.
    }
    RotatedNames names = names();
    Path folder = target.toAbsolutePath().getParent();
    List<Candidate> candidates = new ArrayList<>();
    for (String name : folders.of(folder).startingWith(names.beginning())) {
      Path entry = folder.resolve(name);
      if (names.areRelated(entry)) {
        FileStat.of(entry, LinkOption.NOFOLLOW_LINKS)
            .filter(FileStat::regular)
            .ifPresent(stat -> candidates.add(new Candidate(entry, stat)));
      }
    }
    return candidates;
  }
}
