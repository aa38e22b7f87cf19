package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens files of the allowed folders, and says for certain which file was opened.
 *
 * <p>Between a look at a name and its opening the name can change hands, so the identity is read
 * before and after; and Java tells nothing of an open file but its size. That no link leads out of
 * the folders meanwhile, {@link LinkFreeFile} sees to.
 */
final class FileOpener {

  private static final int TRIES = 5;

  /** How the file system is asked for a file. */
  interface Channels {
    FileChannel open(AllowedPath path) throws IOException;
  }

  private final AllowedPaths allowed;
  private final Channels channels;

  FileOpener(AllowedPaths allowed) {
    this(allowed, LinkFreeFile::open);
  }

  FileOpener(AllowedPaths allowed, Channels channels) {
    this.allowed = allowed;
    this.channels = channels;
  }

  /**
   * @return nothing where the path names no file, or changes hands time and again
   * @throws FileSystemException where it is no regular file, outside the folders, or unreadable
   */
  Optional<OpenFile> open(Path path) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      FileChannel channel = null;
      boolean certain = false;
      try {
        AllowedPath located = allowed.locate(path);
        Path real = located.real();
        Optional<FileStat> before = FileStat.of(real, LinkOption.NOFOLLOW_LINKS);
        if (before.isEmpty()) {
          continue;
        }
        if (!before.get().regular()) {
          throw new FileSystemException(path.toString(), null, "is not a regular file");
        }
        try {
          channel = channels.open(located);
        } catch (FileSystemException failed) {
          if (allowed.resolve(path).equals(real)) {
            throw failed;
          }
          continue;
        }
        Optional<FileStat> after = FileStat.of(real, LinkOption.NOFOLLOW_LINKS);
        // A folder on the way may be a link by now as well.
        if (after.isPresent()
            && after.get().identity().equals(before.get().identity())
            && allowed.resolve(path).equals(real)) {
          certain = true;
          return Optional.of(
              new OpenFile(
                  real,
                  before.get().identity(),
                  after.get().modified(),
                  new PlainContent(channel)));
        }
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      } finally {
        if (channel != null && !certain) {
          channel.close();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a file's folder can be opened, as it is for the file, and one thing more at once; that
   * of a file that may not be read, like any other.
   */
  boolean canOpenFolderOf(Path file) {
    try {
      Path real = file.toRealPath();
      Optional<AllowedPath> located = allowed.locateReal(real);
      try (DirectoryStream<Path> folder =
              located.isPresent()
                  ? LinkFreeFile.folderOf(located.get())
                  : Files.newDirectoryStream(real.getParent());
          DirectoryStream<Path> more = Files.newDirectoryStream(real.getParent())) {
        return folder.iterator().hasNext() && more.iterator().hasNext();
      }
    } catch (IOException | DirectoryIteratorException failed) {
      return false;
    }
  }
}
