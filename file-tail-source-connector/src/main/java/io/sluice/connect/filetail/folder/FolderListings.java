package io.sluice.connect.filetail.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lists folders, and remembers what it saw, for all who ask: thousands of files in one folder must
 * not each make a listing of thousands of names.
 *
 * <p>A listing holds until the folder's time of change is another one. But that time moves in
 * steps, and what happens in the same step after a listing leaves no trace. So a listing is trusted
 * only if the time had been standing still for longer than a step when it was made. No clock is
 * compared with the file system's, which may be another host's.
 *
 * <p>Not thread-safe: the task's thread owns it.
 */
public final class FolderListings {

  /** Longer than the steps of file systems that keep fractions of a second. */
  private static final long FINE_STEP_NANOS = Duration.ofMillis(50).toNanos();

  /** Longer than the steps of the others, of which the longest is two seconds. */
  private static final long COARSE_STEP_NANOS = Duration.ofMillis(2100).toNanos();

  private static final int MOST_FOLDERS = 20_000;

  /** What tells that a folder has not changed. */
  private record Stamp(long device, long inode, FileTime changed) {

    static Stamp of(Path folder) throws IOException {
      Map<String, Object> found = Files.readAttributes(folder, "unix:dev,ino,ctime,isDirectory");
      if (!(Boolean) found.get("isDirectory")) {
        throw new NotDirectoryException(folder.toString());
      }
      return new Stamp(
          (Long) found.get("dev"), (Long) found.get("ino"), (FileTime) found.get("ctime"));
    }

    long step() {
      return changed.toInstant().getNano() == 0 ? COARSE_STEP_NANOS : FINE_STEP_NANOS;
    }
  }

  /**
   * @param since when the stamp was first seen, in nanoseconds
   */
  private record Known(Stamp stamp, long since, boolean trusted, FolderListing listing) {}

  /** Reads a folder. */
  @FunctionalInterface
  interface Reader {
    List<String> names(Path folder) throws IOException;
  }

  private final LongSupplier nanoTime;
  private final Reader reader;
  private final Map<Path, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
          return size() > MOST_FOLDERS;
        }
      };

  /**
   * @param nanoTime like {@link System#nanoTime}
   */
  public FolderListings(LongSupplier nanoTime) {
    this(nanoTime, FolderListings::read);
  }

  FolderListings(LongSupplier nanoTime, Reader reader) {
    this.nanoTime = nanoTime;
    this.reader = reader;
  }

  /**
   * What is in the folder now: the same object as before where nothing has changed for certain.
   *
   * @return an empty listing where there is no such folder
   * @throws IOException where it cannot be read
   */
  public FolderListing of(Path folder) throws IOException {
    try {
      Stamp stamp = Stamp.of(folder);
      Known before = known.get(folder);
      boolean unchanged = before != null && before.stamp.equals(stamp);
      if (unchanged && before.trusted) {
        return before.listing;
      }
      long now = nanoTime.getAsLong();
      long since = unchanged ? before.since : now;
      FolderListing listing = new FolderListing(reader.names(folder));
      if (unchanged && before.listing.names().equals(listing.names())) {
        listing = before.listing;
      }
      known.put(folder, new Known(stamp, since, now - since > stamp.step(), listing));
      return listing;
    } catch (NoSuchFileException | NotDirectoryException absent) {
      known.remove(folder);
      return FolderListing.EMPTY;
    }
  }

  private static List<String> read(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return names;
  }
}
