package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

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

  private final SearchTime time;
  private final GzipEntries entries;
  private final GzipOpener opener;
  private final GzipScans scans;
  private final GzipAhead ahead;
  private final BrokenFiles broken;

  /**
   * @param path for the log
   * @param nanoTime like {@link System#nanoTime}
   */
  GzipFiles(Path path, FileOpener opener, LongSupplier nanoTime) {
    this.time = new SearchTime(nanoTime);
    this.entries = new GzipEntries(nanoTime);
    this.opener = new GzipOpener(opener);
    this.scans = new GzipScans(this.opener, time);
    this.ahead = new GzipAhead(this.opener, time);
    this.broken = new BrokenFiles(path);
  }

  /** Gives what follows a slice of time. All that is asked at one look shares one. */
  void beginSearch() {
    time.begin();
  }

  /** How many files of which something was lost because they are broken. */
  int broken() {
    return broken.count();
  }

  /** Has the file be taken for what is known already, and not be looked into again. */
  void noteKnownCopy(FileStat stat) {
    entries.of(stat).noteKnownCopy();
  }

  /** Says that other files are known from now on: one that was a known one's copy may be news. */
  void forgetKnownCopies() {
    entries.forgetKnownCopies();
  }

  boolean isKnownCopy(FileStat stat) {
    return entries.of(stat).isKnownCopy();
  }

  /**
   * When the original was written to last, as far as is known without looking into the file now.
   */
  FileTime originalTime(FileStat stat) {
    return entries.find(stat).map(GzipEntry::originalTime).orElse(stat.modified());
  }

  /** Whether another file begins with all that is in one which was looked through. */
  boolean isHeldBy(FileStat stat, Content other) throws IOException {
    Optional<GzipFacts> facts = entries.find(stat).flatMap(GzipEntry::facts);
    return facts.isPresent() && OpenFile.isHeld(facts.get().ends(), other);
  }

  /** The first bytes of the content; little is read for them. */
  GzipHead head(Path file, FileStat stat) throws IOException {
    GzipEntry entry = entries.of(stat);
    if (entry.head().isEmpty()) {
      entry.learn(scans.head(file, stat));
    }
    return entry.head().orElseThrow();
  }

  /**
   * What the file is.
   *
   * @param positions to be answered: whether the file holds what was read up to them
   * @throws NotReadyException while that is not known, or the file is not whole
   */
  GzipFacts facts(Path file, FileStat stat, Collection<FilePosition> positions) throws IOException {
    GzipEntry entry = entries.of(stat);
    if (!entry.answers(positions)) {
      entry.requireSettled(file);
      entry.learn(scans.facts(file, stat, positions, entry.answered()));
    }
    entry.requireFinal(file);
    return entry.facts().orElseThrow();
  }

  /**
   * The position in the same original for which a file was looked through, or is being looked
   * through; the original's own where there was none.
   */
  FilePosition asked(FileStat stat, KnownFiles.Original original) {
    GzipEntry entry = entries.of(stat);
    Set<FilePosition> asked = entry.facts().isPresent() ? entry.answered() : scans.positions(stat);
    return asked.stream().filter(original::isOf).findFirst().orElse(original.content());
  }

  /**
   * Opens a file that was looked through, for its content to be read.
   *
   * @param written when the original was written to last
   */
  OpenFile open(Path file, FileStat stat, GzipFacts facts, FileTime written) throws IOException {
    OpenFile opened = opener.open(file, stat);
    report(file, stat, facts);
    return new OpenFile(
        opened.path(),
        opened.identity(),
        written,
        new GzipContent(
            GzipOpener.channel(opened), facts.size(), facts.head(), facts.end(), facts.isCutOff()));
  }

  /** Logs, once, what cannot be had of a file. */
  void report(Path file, FileStat stat, GzipFacts facts) {
    if (facts.damage() != null && entries.of(stat).noteReported()) {
      broken.report(file, stat, facts);
    }
  }

  /**
   * Makes a read at the position of an opened file one that does not take long.
   *
   * @throws NotReadyException while it would; the way gone so far is kept
   */
  void goAhead(OpenFile file, long position) throws IOException {
    ahead.go(file, position);
  }

  /** Gives up what is under way. What is known stays. */
  @Override
  public void close() throws IOException {
    Closing.all(scans, ahead);
  }
}
