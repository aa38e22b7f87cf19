package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.TextEncoding;
import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files with which to go on from a position: the one that it speaks of, what was rotated
 * after it, and what has the path now.
 *
 * <p>The file of the position is looked for where it is most certain first: under the path with the
 * same inode; among the rotated files with the same inode; under the path with the same content
 * (the device number may have changed with a mount); among the rotated files with the same content,
 * as a copy. An inode alone never suffices, the content must go with it.
 */
final class Resumption {

  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  /**
   * @param position where to begin
   * @param complete whether nobody writes to the file any more
   * @param goesOnInNext whether it was cut off by copytruncate, so that its last line may go on
   */
  record Step(
      OpenFile file, long position, boolean continued, boolean complete, boolean goesOnInNext) {}

  private final Path path;
  private final FileOpener opener;
  private final RotatedFiles rotated;
  private final TextEncoding encoding;
  private final FileCounts counts;

  /**
   * @param encoding of the files
   */
  Resumption(
      Path path,
      FileOpener opener,
      RotatedFiles rotated,
      TextEncoding encoding,
      FileCounts counts) {
    this.path = path;
    this.opener = opener;
    this.rotated = rotated;
    this.encoding = encoding;
    this.counts = counts;
  }

  /**
   * The files to read, in order; none where there is nothing to go on with yet.
   *
   * @param drained whether the file of the position was read to its end and left
   * @param bystanders related files that did not come of it
   */
  List<Step> steps(FilePosition from, boolean drained, KnownFiles bystanders) throws IOException {
    List<OpenFile> opened = new ArrayList<>();
    try {
      List<Step> steps = steps(from, drained, bystanders, opened);
      for (OpenFile file : opened) {
        if (steps.stream().noneMatch(step -> step.file() == file)) {
          file.close();
        }
      }
      return steps;
    } catch (IOException failed) {
      for (OpenFile file : opened) {
        file.close();
      }
      throw failed;
    }
  }

  private List<Step> steps(
      FilePosition from, boolean drained, KnownFiles bystanders, List<OpenFile> opened)
      throws IOException {
    Optional<OpenFile> named = opener.open(path);
    named.ifPresent(opened::add);
    boolean namedContinues = named.isPresent() && named.get().continuesFrom(from);
    if (namedContinues && named.get().identity().equals(from.identity())) {
      return List.of(new Step(named.get(), begin(named.get(), from), true, false, false));
    }
    KnownFiles known = new KnownFiles();
    known.addAll(bystanders);
    known.remove(from.identity());
    named.ifPresent(file -> known.add(file.identity()));
    Optional<OpenFile> moved = rotated.find(from, known);
    moved.ifPresent(opened::add);
    boolean sameFile = moved.isPresent() && moved.get().identity().equals(from.identity());
    if (namedContinues && !sameFile) {
      return List.of(new Step(named.get(), begin(named.get(), from), true, false, false));
    }
    if (moved.isEmpty() && named.isEmpty()) {
      return List.of();
    }
    // A compressed file says nothing: its inode is gone, and the path may have got it again.
    boolean truncated =
        named.isPresent()
            && named.get().identity().equals(from.identity())
            && moved.isPresent()
            && !sameFile
            && !moved.get().content().isFinal();
    List<Step> steps = new ArrayList<>();
    Optional<FileTime> since = Optional.ofNullable(from.modified()).map(FileTime::fromMillis);
    Optional<String> form = Optional.empty();
    if (moved.isPresent()) {
      boolean complete = !sameFile || moved.get().content().isFinal();
      steps.add(new Step(moved.get(), begin(moved.get(), from), true, complete, truncated));
      since = rotated.modified(moved.get().identity());
      form = rotated.form(moved.get().identity());
      known.add(moved.get().identity());
    }
    if (since.isPresent()) {
      for (OpenFile later : rotated.newerThan(since.get(), Optional.empty(), known, form)) {
        opened.add(later);
        steps.add(new Step(later, 0, false, false, truncated));
      }
    }
    if (moved.isPresent()) {
      rotated.goAhead(moved.get(), from.position());
    }
    warn(from, drained, moved, since, form);
    named.ifPresent(file -> steps.add(new Step(file, 0, false, false, false)));
    return steps;
  }

  /** A position behind the end, which somebody has set by hand, means the end. */
  private long begin(OpenFile file, FilePosition from) throws IOException {
    long size = file.content().size();
    if (from.position() <= size) {
      return from.position();
    }
    long end = LastLine.endIn(file.content(), encoding);
    LOG.warn(
        "{}: its position, {}, is behind the end of the file, which has {} bytes; going on behind"
            + " its last whole line, at {}",
        path,
        from.position(),
        size,
        end);
    return end;
  }

  /** Once it is certain: what could not be found. */
  private void warn(
      FilePosition from,
      boolean drained,
      Optional<OpenFile> moved,
      Optional<FileTime> since,
      Optional<String> form)
      throws IOException {
    if (moved.isEmpty() && !drained) {
      counts.lost(0);
      LOG.warn(
          "{}: the file that was read up to {} ({}) is neither here nor among the rotated files;"
              + " what was written to it since is lost",
          path,
          from.position(),
          from.identity());
    }
    if (since.isPresent()) {
      for (Path unreadable : rotated.unreadableSince(since.get(), form)) {
        counts.lost(0);
        LOG.warn(
            "{}: {} was compressed before it was read, and only .gz can be read; the lines in it"
                + " that were not sent before are lost. Have rotation compress with gzip, or later"
                + " (logrotate: delaycompress)",
            path,
            unreadable);
      }
    }
  }
}
