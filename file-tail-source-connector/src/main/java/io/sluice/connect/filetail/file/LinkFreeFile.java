package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Opens a file below a folder without following a link on the way, whoever swaps what meanwhile.
 *
 * <p>Whoever may write in a folder of logs can put a link to another folder in the place of one on
 * the way to a file, and take it away again, between two looks at the path; no look before or after
 * finds that out. So each part of the path is opened within the one before it, as by {@code openat}
 * with {@code O_NOFOLLOW}. That takes leave to read those folders, and not only to pass through.
 */
final class LinkFreeFile {

  private static final String NO_LEAVE =
      "the worker has no leave to read the folder %s. It opens files through all folders from the"
          + " one in allowed.paths on, so that nobody can put a link in the way; let it read each of"
          + " them (chmod +r), or name a folder below in allowed.paths";

  private LinkFreeFile() {}

  /**
   * @throws FileSystemException where there is a link on the way, or no leave to read
   */
  static FileChannel open(AllowedPath path) throws IOException {
    Path file = path.real();
    try (DirectoryStream<Path> folder = folderOf(path)) {
      if (!(folder instanceof SecureDirectoryStream<Path> within)) {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      }
      try {
        require(within, file, BasicFileAttributes::isRegularFile, "is not a regular file");
        return channel(within, file.getFileName());
      } catch (IOException failed) {
        throw named(file, failed, null);
      }
    }
  }

  /**
   * Opens the folder that a file is in, or, where the file system has no means to open that without
   * following links, the allowed one.
   *
   * @throws FileSystemException where there is a link on the way, or no leave to read
   */
  static DirectoryStream<Path> folderOf(AllowedPath path) throws IOException {
    Path file = path.real();
    // allowed.paths may name a file, too.
    Path reached = path.folder().equals(file) ? file.getParent() : path.folder();
    DirectoryStream<Path> within = null;
    try {
      within = Files.newDirectoryStream(reached);
      while (within instanceof SecureDirectoryStream<Path> folder
          && reached.getNameCount() < file.getNameCount() - 1) {
        reached = reached.resolve(file.getName(reached.getNameCount()));
        require(folder, reached, BasicFileAttributes::isDirectory, "is not a folder");
        within = folder.newDirectoryStream(reached.getFileName(), LinkOption.NOFOLLOW_LINKS);
        folder.close();
      }
      return within;
    } catch (IOException failed) {
      if (within != null) {
        within.close();
      }
      throw named(reached, failed, NO_LEAVE.formatted(reached));
    }
  }

  /** Before it is opened: that of a pipe would wait for a writer, for ever. */
  private static void require(
      SecureDirectoryStream<Path> folder,
      Path path,
      Predicate<BasicFileAttributes> kind,
      String reason)
      throws IOException {
    BasicFileAttributeView view =
        folder.getFileAttributeView(
            path.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!kind.test(view.readAttributes())) {
      throw new FileSystemException(path.toString(), null, reason);
    }
  }

  private static FileChannel channel(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    SeekableByteChannel channel =
        folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new FileSystemException(name.toString(), null, "is on no file system of the host's own");
  }

  /** The same failure with the whole path, where the system knows but the last name of it. */
  private static FileSystemException named(Path reached, IOException failed, String noLeave) {
    FileSystemException named =
        failed instanceof NoSuchFileException
            ? new NoSuchFileException(reached.toString())
            : failed instanceof AccessDeniedException
                ? new AccessDeniedException(reached.toString(), null, noLeave)
                : new FileSystemException(reached.toString(), null, reason(failed));
    named.initCause(failed);
    return named;
  }

  private static String reason(IOException failed) {
    String reason =
        failed instanceof FileSystemException known ? known.getReason() : failed.getMessage();
    return reason == null ? failed.toString() : reason;
  }
}
