package io.sluice.connect.filetail.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is known of compressed files; of too many, those are forgotten that were of use least. */
final class GzipEntries {

  private static final int MOST = 1024;

  private final LongSupplier nanoTime;
  private final Map<FileIdentity, GzipEntry> entries = new LinkedHashMap<>(16, 0.75f, true);

  GzipEntries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What is known of a file in this state; a new entry where that is nothing. */
  GzipEntry of(FileStat stat) {
    GzipEntry entry = entries.get(stat.identity());
    if (entry == null || !entry.isOf(stat)) {
      entry = new GzipEntry(stat, entry != null, nanoTime);
      entries.put(stat.identity(), entry);
      if (entries.size() > MOST) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    return entry;
  }

  /** What is known of a file in this state, and nothing where it was not looked into. */
  Optional<GzipEntry> find(FileStat stat) {
    return Optional.ofNullable(entries.get(stat.identity())).filter(entry -> entry.isOf(stat));
  }

  void forgetKnownCopies() {
    entries.values().forEach(GzipEntry::forgetKnownCopy);
  }
}
