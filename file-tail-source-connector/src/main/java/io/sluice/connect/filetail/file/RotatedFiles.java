package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a path's earlier generations have become: {@code app.log.1}, {@code
 * app.log-20261121}, {@code app-2026-11-21.log}.
 *
 * <p>Rotation leaves a file's time of modification alone, so that the order of these times is the
 * order in which the files were written.
 */
final class RotatedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RotatedFiles.class);
  private static final Pattern COUNTED = Pattern.compile("[._-]?\\d[\\d._:T-]*|\\.old");
  private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|bz2|xz|zst|lz4|Z)");

  private record Candidate(Path path, FileStat stat) {}

  private final Path path;
  private final FileOpener opener;
  private final String name;
  private final String stem;
  private final String extension;

  RotatedFiles(Path path, FileOpener opener) {
    this.path = path;
    this.opener = opener;
    this.name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
  }

  /** When the file was last written to; nothing where it has no name in the folder any more. */
  Optional<FileTime> modified(FileIdentity identity) throws IOException {
    return candidates().stream()
        .filter(one -> one.stat.identity().equals(identity))
        .map(one -> one.stat.modified())
        .findFirst();
  }

  /**
   * The file that was read up to the position: the same one, or a copy of it.
   *
   * @param known files that it cannot be
   */
  Optional<OpenFile> find(FilePosition position, Set<FileIdentity> known) throws IOException {
    List<Candidate> candidates = candidates();
    Comparator<Candidate> sameFileFirst =
        Comparator.comparing(one -> !one.stat.identity().equals(position.identity()));
    candidates.sort(
        sameFileFirst.thenComparing(one -> one.stat.modified(), Comparator.reverseOrder()));
    boolean contentTells = position.head() != null || position.anchor() != null;
    for (Candidate candidate : candidates) {
      if (known.contains(candidate.stat.identity())
          || !(contentTells || candidate.stat.identity().equals(position.identity()))
          || isCompressed(candidate.path)
          || candidate.stat.size() < position.position()) {
        continue;
      }
      Optional<OpenFile> opened = opener.open(candidate.path);
      if (opened.isPresent()) {
        if (opened.get().continuesFrom(position)) {
          return opened;
        }
        opened.get().channel().close();
      }
    }
    return Optional.empty();
  }

  /**
   * What was rotated away after a file that was last written to at the given time, oldest first.
   *
   * @param known files that are not asked for
   */
  List<OpenFile> newerThan(FileTime time, Set<FileIdentity> known) throws IOException {
    List<Candidate> newer = candidates();
    newer.removeIf(
        one ->
            one.stat.modified().compareTo(time) <= 0
                || known.contains(one.stat.identity())
                || !isCounted(one.path));
    newer.sort(Comparator.comparing(one -> one.stat.modified()));
    List<OpenFile> opened = new ArrayList<>();
    for (Candidate candidate : newer) {
      if (isCompressed(candidate.path)) {
        LOG.warn(
            "{}: its rotation {} was not read before it was compressed; its lines are not sent",
            path,
            candidate.path);
      } else {
        opener.open(candidate.path).ifPresent(opened::add);
      }
    }
    return opened;
  }

  private List<Candidate> candidates() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    Path folder = path.toAbsolutePath().getParent();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, this::isRelated)) {
      for (Path entry : entries) {
        FileStat.of(entry, LinkOption.NOFOLLOW_LINKS)
            .filter(FileStat::regular)
            .ifPresent(stat -> candidates.add(new Candidate(entry, stat)));
      }
    } catch (NoSuchFileException noFolder) {
      return candidates;
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return candidates;
  }

  private boolean isRelated(Path entry) {
    String other = entry.getFileName().toString();
    return !other.equals(name) && (other.startsWith(name) || isStemmed(other));
  }

  private boolean isStemmed(String other) {
    return other.length() > stem.length() + extension.length()
        && other.startsWith(stem)
        && other.endsWith(extension)
        && COUNTED
            .matcher(other.substring(stem.length(), other.length() - extension.length()))
            .matches();
  }

  private boolean isCounted(Path entry) {
    String other = entry.getFileName().toString();
    if (isCompressed(entry)) {
      other = other.substring(0, other.lastIndexOf('.'));
    }
    return isStemmed(other)
        || (other.startsWith(name) && COUNTED.matcher(other.substring(name.length())).matches());
  }

  private static boolean isCompressed(Path entry) {
    return COMPRESSED.matcher(entry.getFileName().toString()).matches();
  }
}
