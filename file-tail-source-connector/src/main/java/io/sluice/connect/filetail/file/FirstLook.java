package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.folder.FolderListing;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.metrics.FileCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was beside a path when it was looked at first, for as long as nothing that had the path was
 * opened: because there was nothing, or it could not be read.
 *
 * <p>Meanwhile files may be written under the path and rotated, between two looks. So what has come
 * since that first look, and what it was compressed to, came of the path: by a name that only
 * rotation gives, whenever it came; by one with a date that another program's log may have as well
 * ({@code app-2026-11-21.log}), only if the path had a file by the next look; and by one without a
 * date ({@code app-8080.log}) not at all, where the path had no file, or still has the same.
 *
 * <p>A folder that comes only then, as one that is mounted does, brings with it what was there
 * before: that is its first look.
 */
final class FirstLook {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

  private final Path path;
  private final Siblings siblings;
  private final RotatedFiles rotated;
  private final FolderListings folders;
  private final FileCounts counts;

  /** What had the path before the first look; null where nobody says so. */
  private FoundEnd found;

  /** What names stood for, the path when it was found, if that is known; null before. */
  private FolderState state;

  /** Null where there was none. */
  private FileIdentity folder;

  /** How many bytes the path's file had then. */
  private long size;

  /** What was beside it then; null where something was opened. */
  private KnownFiles present;

  /** What names stood for at the last look at which the path had no file; null for none. */
  private FolderState absent;

  private boolean isToldNotSent;

  /** By which it shows that nothing has come since it was looked for, the path having no file. */
  private FolderListing listing;

  FirstLook(
      Path path,
      Siblings siblings,
      RotatedFiles rotated,
      FolderListings folders,
      FileCounts counts) {
    this.path = path;
    this.siblings = siblings;
    this.rotated = rotated;
    this.folders = folders;
    this.counts = counts;
  }

  /** Says before the first look what had the path when it was found. */
  void wasFound(FoundEnd before) {
    found = before;
  }

  /** What names stand for, at the first look or a later one. */
  FolderState take() throws IOException {
    FolderState now = siblings.state();
    FileIdentity itsFolder = FileStat.of(path.getParent()).map(FileStat::identity).orElse(null);
    if (state == null) {
      begin(now);
    } else if (itsFolder != null && !itsFolder.equals(folder)) {
      state = new FolderState(null, now.rotated());
      present = null;
      absent = null;
    }
    folder = itsFolder == null ? folder : itsFolder;
    return now;
  }

  private void begin(FolderState now) throws IOException {
    if (found == null) {
      size = FileStat.of(path).map(FileStat::size).orElse(0L);
      state = now;
    } else {
      size = found.size();
      state = new FolderState(found.file(), now.rotated());
    }
  }

  /** Whether the path has the file that it had at the first look, or when it was found. */
  boolean isStillThere(FolderState now) {
    return state.named() != null && state.named().equals(now.named());
  }

  /** How many bytes the path's file had then: its end, while it is still there. */
  long size() {
    return size;
  }

  /** Whether the path's file was truncated since, so that all that is in it came since. */
  boolean isShorter(OpenFile own) throws IOException {
    return own.content().size() < size;
  }

  /** Says that a look failed, and nothing that has the path, or had it, was opened. */
  void isUndecided() throws IOException {
    if (state != null && present == null) {
      KnownFiles then = new KnownFiles();
      rotated.addTo(then, file -> state.rotated().containsValue(file.stat().identity()));
      present = then;
    }
  }

  /** Whether the path has no file, and nothing has come or gone since the last such look. */
  boolean isKnown(FolderState now) {
    return now.named() == null && now.equals(absent);
  }

  /**
   * Says that a look was taken, and the path has no file.
   *
   * @param now what names stand for
   */
  void isAbsent(FolderState now) throws IOException {
    isAbsent();
    absent = now;
  }

  /** Says that the path has no file. What may be another program's log by its name is that. */
  void isAbsent() throws IOException {
    FolderListing now = folders.of(path.getParent());
    if (present == null || now != listing) {
      isUndecided();
      rotated.addTo(present, file -> !RotatedNames.isRotation(file.path()));
      listing = now;
    }
  }

  /** Says that some files are read before the path's own, so that they have not come since. */
  void knows(List<EarlierFile> files) throws IOException {
    if (!files.isEmpty()) {
      isUndecided();
      Set<FileIdentity> theirs =
          files.stream().map(EarlierFile::identity).collect(Collectors.toSet());
      rotated.addTo(present, file -> theirs.contains(file.stat().identity()));
    }
  }

  /** Whether nothing that has the path, or had it, was opened so far. */
  boolean wasUndecided() {
    return present != null;
  }

  /** Says that something was opened that has the path, or had it. */
  void isOver() {
    present = null;
  }

  /**
   * What was there then, and so did not come of the path since.
   *
   * @param start of {@link StartPosition#END}, neither did what had the path then
   * @param now what names stand for
   * @param own what has the path now, open; nothing where no file does
   */
  KnownFiles present(StartPosition start, FolderState now, Optional<OpenFile> own)
      throws IOException {
    KnownFiles known = new KnownFiles();
    known.addAll(present);
    boolean isSame = own.isPresent() && isStillThere(now) && !isShorter(own.get());
    if (absent != null || isSame) {
      rotated.addTo(known, file -> isOfAnotherProgram(file.path()));
    }
    if (start == StartPosition.END && state.named() != null) {
      known.add(state.named());
    }
    return known;
  }

  /** As far as its name tells, and there is nothing else to tell it by. */
  private boolean isOfAnotherProgram(Path file) {
    return !RotatedNames.isRotation(file) && !siblings.names().count(file).isDate();
  }

  /** Of a file that was rotated before its end was known, or that it is followed; told once. */
  void tellNotSent() throws IOException {
    if (isToldNotSent) {
      return;
    }
    isToldNotSent = true;
    for (RotatedFile file : siblings.list()) {
      long more = file.stat().size() - size;
      if (file.is(state.named()) && more > 0) {
        counts.lost(more);
        LOG.warn(
            "{}: bytes {} to {} were written to {} after it was found, and it was rotated before it"
                + " was read; they are not sent",
            path,
            size,
            size + more,
            file.path());
      }
    }
  }
}
