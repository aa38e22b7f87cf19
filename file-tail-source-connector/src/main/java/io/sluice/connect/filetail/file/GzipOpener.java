package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Opens compressed files, as long as they are those that were seen. */
final class GzipOpener {

  private final FileOpener opener;

  GzipOpener(FileOpener opener) {
    this.opener = opener;
  }

  /**
   * @return its content is that of the compressed file itself, see {@link #channel}
   * @throws NotReadyException where the path names no file now, or one in another state
   */
  OpenFile open(Path file, FileStat stat) throws IOException {
    OpenFile opened = openNow(file);
    boolean same =
        opened.identity().equals(stat.identity()) && opened.modified().equals(stat.modified());
    return requireSame(same, opened, file);
  }

  /**
   * Opens a file once more.
   *
   * @throws NotReadyException where its path names no file now, or another one
   */
  OpenFile openAgain(OpenFile file) throws IOException {
    OpenFile opened = openNow(file.path());
    return requireSame(opened.identity().equals(file.identity()), opened, file.path());
  }

  private OpenFile openNow(Path file) throws IOException {
    return opener.open(file).orElseThrow(() -> new NotReadyException(file + " is being moved"));
  }

  private static OpenFile requireSame(boolean same, OpenFile opened, Path file) throws IOException {
    if (!same) {
      opened.close();
      throw new NotReadyException(file + " is being changed");
    }
    return opened;
  }

  static FileChannel channel(OpenFile opened) {
    return ((PlainContent) opened.content()).channel();
  }
}
