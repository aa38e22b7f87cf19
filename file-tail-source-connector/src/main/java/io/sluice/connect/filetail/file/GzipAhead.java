package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;

/**
 * Goes forward in a compressed file for a reader that begins far from where it stands, as far as
 * the time goes. The reader takes over when the position is reached.
 */
final class GzipAhead implements Closeable {

  private final GzipOpener opener;
  private final SearchTime time;
  private OpenFile ahead;

  GzipAhead(GzipOpener opener, SearchTime time) {
    this.opener = opener;
    this.time = time;
  }

  /**
   * Makes a read at the position of an opened file one that does not take long.
   *
   * @throws NotReadyException while it would; the way gone so far is kept
   */
  void go(OpenFile file, long position) throws IOException {
    if (!(file.content() instanceof GzipContent content) || !content.isFarFrom(position)) {
      return;
    }
    if (ahead == null || !ahead.identity().equals(file.identity())) {
      close();
      OpenFile again = opener.openAgain(file);
      ahead =
          new OpenFile(
              again.path(),
              again.identity(),
              again.modified(),
              new GzipContent(GzipOpener.channel(again), content.size(), new byte[0], new byte[0]));
    }
    GzipContent advanced = (GzipContent) ahead.content();
    if (!advanced.advanceTo(position, time::isUp)) {
      throw new NotReadyException(file.path() + " is being read up to byte " + position);
    }
    ahead = null;
    content.takeOver(advanced);
  }

  /** Gives up what is under way. */
  @Override
  public void close() throws IOException {
    if (ahead != null) {
      OpenFile ending = ahead;
      ahead = null;
      ending.close();
    }
  }
}
