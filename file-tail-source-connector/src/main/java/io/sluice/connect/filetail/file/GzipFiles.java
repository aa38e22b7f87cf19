package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the compressed files beside a path, without keeping anybody waiting.
 *
 * <p>A file is read once through before it is used: only then is it known how long its content is,
 * and that it is whole. That takes as long as it takes, so it is done in slices: a search that
 * finds its time used up throws {@link NotReadyException}, and is asked again. What was found stays
 * known while the file's inode, size and time stay the same.
 *
 * <p>A file that is not whole may still be being written. If it does not change for a minute, it is
 * taken for broken: what can be decompressed is used, and the log tells what cannot.
 */
final class GzipFiles implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(GzipFiles.class);
  private static final long SLICE_NANOS = 50_000_000L;
  private static final long PAUSE_NANOS = 20_000_000L;
  private static final long SETTLED_NANOS = 1_000_000_000L;
  private static final long BROKEN_NANOS = 60_000_000_000L;
  private static final int MOST = 1024;

  /** What is known of one file, as long as it does not change. */
  private static final class Entry {
    final FileStat stat;
    final boolean hasChanged;
    final long since;
    GzipHead head;
    GzipFacts facts;
    boolean knownCopy;
    boolean reported;

    Entry(FileStat stat, boolean hasChanged, long since) {
      this.stat = stat;
      this.hasChanged = hasChanged;
      this.since = since;
    }
  }

  private final Path path;
  private final FileOpener opener;
  private final LongSupplier nanoTime;
  private final Map<FileIdentity, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long timeIsUpAt;
  private GzipScan scan;
  private OpenFile ahead;
  private int broken;

  /**
   * @param path for the log
   * @param nanoTime like {@link System#nanoTime}
   */
  GzipFiles(Path path, FileOpener opener, LongSupplier nanoTime) {
    this.path = path;
    this.opener = opener;
    this.nanoTime = nanoTime;
    this.timeIsUpAt = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  /** Gives what follows a slice of time. All that is asked at one look shares one. */
  void beginSearch() {
    long now = nanoTime.getAsLong();
    if (now - timeIsUpAt >= PAUSE_NANOS) {
      timeIsUpAt = now + SLICE_NANOS;
    }
  }

  private boolean timeIsUp() {
    return nanoTime.getAsLong() - timeIsUpAt >= 0;
  }

  /** How many files of which something was lost because they are broken. */
  int broken() {
    return broken;
  }

  /** Has the file be taken for what is known already, and not be looked into again. */
  void noteKnownCopy(FileStat stat) {
    entry(stat).knownCopy = true;
  }

  boolean isKnownCopy(FileStat stat) {
    return entry(stat).knownCopy;
  }

  /**
   * When the original was written to last, as far as is known without looking into the file now.
   */
  FileTime originalTime(FileStat stat) {
    Entry entry = entries.get(stat.identity());
    return entry == null || entry.facts == null || !entry.stat.equals(stat)
        ? stat.modified()
        : entry.facts.notAfter(stat.modified());
  }

  /** The first bytes of the content; little is read for them. */
  GzipHead head(Path file, FileStat stat) throws IOException {
    Entry entry = entry(stat);
    if (entry.head == null) {
      try (GzipScan beginning = openScan(file, stat, Set.of())) {
        byte[] bytes = beginning.readHead();
        GzipDamage damage = beginning.damage();
        entry.head =
            new GzipHead(bytes, damage != null && damage.kind() == GzipDamage.Kind.UNFINISHED);
      }
    }
    return entry.head;
  }

  /**
   * What the file is.
   *
   * @param positions to be answered: whether the file holds what was read up to them
   * @throws NotReadyException while that is not known, or the file is not whole
   */
  GzipFacts facts(Path file, FileStat stat, Collection<FilePosition> positions) throws IOException {
    Entry entry = entry(stat);
    if (entry.facts == null || !entry.facts.answer(positions)) {
      if (entry.hasChanged && age(entry) < SETTLED_NANOS) {
        throw new NotReadyException(file + " is being compressed");
      }
      entry.facts = scan(file, entry, positions);
    }
    GzipDamage damage = entry.facts.damage();
    if (damage != null && !damage.isForeign() && age(entry) < BROKEN_NANOS) {
      throw new NotReadyException(
          file + " is not whole, perhaps still being compressed (" + damage.reason() + ")");
    }
    if (entry.facts.members() > 1 && age(entry) < SETTLED_NANOS) {
      throw new NotReadyException(file + " may be added to");
    }
    return entry.facts;
  }

  /**
   * The position in the same original for which a file was looked through, or is being looked
   * through; the original's own where there was none.
   */
  FilePosition asked(FileStat stat, KnownFiles.Original original) {
    Entry entry = entry(stat);
    Set<FilePosition> asked = Set.of();
    if (entry.facts != null) {
      asked = entry.facts.answers().keySet();
    } else if (scan != null && scan.isOf(stat, Set.of())) {
      asked = scan.positions();
    }
    return asked.stream().filter(original::isOf).findFirst().orElse(original.content());
  }

  private long age(Entry entry) {
    return nanoTime.getAsLong() - entry.since;
  }

  private GzipFacts scan(Path file, Entry entry, Collection<FilePosition> positions)
      throws IOException {
    if (timeIsUp()) {
      throw new NotReadyException("there is more to look through");
    }
    if (scan == null || !scan.isOf(entry.stat, positions)) {
      endScan();
      Set<FilePosition> all = new LinkedHashSet<>(positions);
      if (entry.facts != null) {
        all.addAll(entry.facts.answers().keySet());
      }
      scan = openScan(file, entry.stat, all);
    }
    boolean finished;
    try {
      finished = scan.advance(this::timeIsUp);
    } catch (IOException failed) {
      endScan();
      throw failed;
    }
    if (!finished) {
      throw new NotReadyException(file + " is being read through");
    }
    GzipFacts facts = scan.facts();
    endScan();
    return facts;
  }

  private GzipScan openScan(Path file, FileStat stat, Collection<FilePosition> positions)
      throws IOException {
    OpenFile opened = open(file, stat);
    return new GzipScan(opened, new GzipStream(channel(opened)), positions);
  }

  private static FileChannel channel(OpenFile opened) {
    return ((PlainContent) opened.content()).channel();
  }

  private OpenFile open(Path file, FileStat stat) throws IOException {
    Optional<OpenFile> opened = opener.open(file);
    if (opened.isEmpty()) {
      throw new NotReadyException(file + " is being moved");
    }
    if (!opened.get().identity().equals(stat.identity())
        || !opened.get().modified().equals(stat.modified())) {
      opened.get().close();
      throw new NotReadyException(file + " is being changed");
    }
    return opened.get();
  }

  /**
   * Opens a file that was looked through, for its content to be read.
   *
   * @param written when the original was written to last
   */
  OpenFile open(Path file, FileStat stat, GzipFacts facts, FileTime written) throws IOException {
    OpenFile opened = open(file, stat);
    report(file, stat, facts);
    return new OpenFile(
        opened.path(),
        opened.identity(),
        written,
        new GzipContent(channel(opened), facts.size(), facts.head(), facts.end()));
  }

  /** Logs, once, what cannot be had of a file. */
  void report(Path file, FileStat stat, GzipFacts facts) {
    Entry entry = entry(stat);
    if (facts.damage() == null || entry.reported) {
      return;
    }
    entry.reported = true;
    broken++;
    GzipDamage damage = facts.damage();
    switch (damage.kind()) {
      case FOREIGN ->
          LOG.warn("{}: {} is not a gzip file, whatever its name; it is not read", path, file);
      case CHECKSUM ->
          LOG.warn(
              "{}: {} is damaged: its checksum is wrong. Its lines are sent; those from byte {} of"
                  + " its content on may not be what was written",
              path,
              file,
              damage.from());
      default ->
          LOG.warn(
              "{}: {} is broken at byte {} of {} ({}). Its lines before byte {} of its content are"
                  + " sent, what was behind is lost",
              path,
              file,
              damage.compressed(),
              stat.size(),
              damage.reason(),
              facts.size());
    }
  }

  /**
   * Makes a read at the position of an opened file one that does not take long.
   *
   * @throws NotReadyException while it would; the way gone so far is kept
   */
  void goAhead(OpenFile file, long position) throws IOException {
    if (!(file.content() instanceof GzipContent content) || !content.isFarFrom(position)) {
      return;
    }
    if (ahead == null || !ahead.identity().equals(file.identity())) {
      endAhead();
      OpenFile again =
          opener
              .open(file.path())
              .orElseThrow(() -> new NotReadyException(file.path() + " is being moved"));
      if (!again.identity().equals(file.identity())) {
        again.close();
        throw new NotReadyException(file.path() + " is being changed");
      }
      ahead =
          new OpenFile(
              again.path(),
              again.identity(),
              again.modified(),
              new GzipContent(channel(again), content.size(), new byte[0], new byte[0]));
    }
    GzipContent advanced = (GzipContent) ahead.content();
    if (!advanced.advanceTo(position, this::timeIsUp)) {
      throw new NotReadyException(file.path() + " is being read up to byte " + position);
    }
    ahead = null;
    content.takeOver(advanced);
  }

  private Entry entry(FileStat stat) {
    Entry entry = entries.get(stat.identity());
    if (entry == null || !entry.stat.equals(stat)) {
      entry = new Entry(stat, entry != null, nanoTime.getAsLong());
      entries.put(stat.identity(), entry);
      if (entries.size() > MOST) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    return entry;
  }

  private void endScan() throws IOException {
    if (scan != null) {
      GzipScan ending = scan;
      scan = null;
      ending.close();
    }
  }

  private void endAhead() throws IOException {
    if (ahead != null) {
      OpenFile ending = ahead;
      ahead = null;
      ending.close();
    }
  }

  /** Gives up what is under way. What is known stays. */
  @Override
  public void close() throws IOException {
    try {
      endScan();
    } finally {
      endAhead();
    }
  }
}
