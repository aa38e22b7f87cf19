package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads compressed files through, one at a time, as far as the time goes; the way gone so far is
 * kept while the same file is asked for.
 */
final class GzipScans implements Closeable {

  private final GzipOpener opener;
  private final SearchTime time;
  private GzipScan scan;

  GzipScans(GzipOpener opener, SearchTime time) {
    this.opener = opener;
    this.time = time;
  }

  /** The first bytes of the content; little is read for them. */
  GzipHead head(Path file, FileStat stat) throws IOException {
    try (GzipScan beginning = open(file, stat, Set.of())) {
      byte[] bytes = beginning.readHead();
      GzipDamage damage = beginning.damage();
      return new GzipHead(bytes, damage != null && damage.kind() == GzipDamage.Kind.UNFINISHED);
    }
  }

  /**
   * What the file is.
   *
   * @param positions to be answered
   * @param before to be answered again, for they were before
   * @throws NotReadyException while the file is not read through
   */
  GzipFacts facts(
      Path file, FileStat stat, Collection<FilePosition> positions, Set<FilePosition> before)
      throws IOException {
    if (time.isUp()) {
      throw new NotReadyException("there is more to look through");
    }
    if (scan == null || !scan.isOf(stat, positions)) {
      close();
      Set<FilePosition> all = new LinkedHashSet<>(positions);
      all.addAll(before);
      scan = open(file, stat, all);
    }
    boolean finished;
    try {
      finished = scan.advance(time::isUp);
    } catch (IOException failed) {
      close();
      throw failed;
    }
    if (!finished) {
      throw new NotReadyException(file + " is being read through");
    }
    GzipFacts facts = scan.facts();
    close();
    return facts;
  }

  /** The positions for which the file is being read through; none where it is not. */
  Set<FilePosition> positions(FileStat stat) {
    return scan != null && scan.isOf(stat, Set.of()) ? scan.positions() : Set.of();
  }

  private GzipScan open(Path file, FileStat stat, Collection<FilePosition> positions)
      throws IOException {
    OpenFile opened = opener.open(file, stat);
    return new GzipScan(opened, new GzipStream(GzipOpener.channel(opened)), positions);
  }

  /** Gives up what is under way. */
  @Override
  public void close() throws IOException {
    if (scan != null) {
      GzipScan ending = scan;
      scan = null;
      ending.close();
    }
  }
}
