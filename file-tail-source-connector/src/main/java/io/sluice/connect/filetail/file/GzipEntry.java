package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** What is known of one compressed file, as long as its inode, size and time stay the same. */
final class GzipEntry {

  private static final long SETTLED_NANOS = 1_000_000_000L;
  private static final long BROKEN_NANOS = 60_000_000_000L;

  private final FileStat stat;
  private final boolean hasChanged;
  private final LongSupplier nanoTime;
  private final long since;
  private GzipHead head;
  private GzipFacts facts;
  private boolean knownCopy;
  private boolean reported;

  /**
   * @param hasChanged whether the file was seen in another state before
   */
  GzipEntry(FileStat stat, boolean hasChanged, LongSupplier nanoTime) {
    this.stat = stat;
    this.hasChanged = hasChanged;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  boolean isOf(FileStat seen) {
    return stat.equals(seen);
  }

  Optional<GzipHead> head() {
    return Optional.ofNullable(head);
  }

  void learn(GzipHead found) {
    head = found;
  }

  /** Nothing until the file was read through. */
  Optional<GzipFacts> facts() {
    return Optional.ofNullable(facts);
  }

  void learn(GzipFacts found) {
    facts = found;
  }

  /** The positions for which the file was read through. */
  Set<FilePosition> answered() {
    return facts == null ? Set.of() : facts.answers().keySet();
  }

  boolean answers(Collection<FilePosition> positions) {
    return facts != null && facts.answer(positions);
  }

  /** When the original was written to last, as far as is known. */
  FileTime originalTime() {
    return facts == null ? stat.modified() : facts.notAfter(stat.modified());
  }

  boolean isKnownCopy() {
    return knownCopy;
  }

  void forgetKnownCopy() {
    knownCopy = false;
  }

  void noteKnownCopy() {
    knownCopy = true;
  }

  /**
   * @return false where it was noted before
   */
  boolean noteReported() {
    boolean first = !reported;
    reported = true;
    return first;
  }

  /**
   * @throws NotReadyException while it is too early to read the file through
   */
  void requireSettled(Path file) throws NotReadyException {
    if (hasChanged && isYoungerThan(SETTLED_NANOS)) {
      throw new NotReadyException(file + " is being compressed");
    }
  }

  /**
   * @throws NotReadyException while it is too early to trust the facts, for more may follow
   */
  void requireFinal(Path file) throws NotReadyException {
    GzipDamage damage = facts.damage();
    if (damage != null && !damage.isForeign() && isYoungerThan(BROKEN_NANOS)) {
      throw new NotReadyException(
          file + " is not whole, perhaps still being compressed (" + damage.reason() + ")");
    }
    if (facts.members() > 1 && isYoungerThan(SETTLED_NANOS)) {
      throw new NotReadyException(file + " may be added to");
    }
  }

  private boolean isYoungerThan(long nanos) {
    return nanoTime.getAsLong() - since < nanos;
  }
}
