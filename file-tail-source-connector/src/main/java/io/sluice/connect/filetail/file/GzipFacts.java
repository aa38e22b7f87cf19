package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * What one pass through a compressed file has told.
 *
 * @param size how many bytes can be decompressed
 * @param head the first of them
 * @param end the last of them
 * @param members how many compressed files stand in it one after the other
 * @param originalTime when the original was written to last, in whole seconds since 1970; 0 where
 *     the file does not tell
 * @param damage null where it is whole
 * @param answers for each position that was asked for, whether the file holds what was read up to
 *     there
 */
record GzipFacts(
    long size,
    byte[] head,
    byte[] end,
    int members,
    long originalTime,
    GzipDamage damage,
    Map<FilePosition, Boolean> answers) {

  private static final int NANOS_BEFORE_THE_NEXT_SECOND = 999_999_999;

  boolean answer(Collection<FilePosition> positions) {
    return answers.keySet().containsAll(positions);
  }

  boolean continueFrom(FilePosition position) {
    return answers.getOrDefault(position, false);
  }

  /** The first and the last bytes of the content; those in between cannot be read. */
  Content ends() {
    return new GzipContent(null, size, head, end);
  }

  /** Whether there was more, which cannot be decompressed. */
  boolean isCutOff() {
    return damage != null && damage.kind() != GzipDamage.Kind.CHECKSUM;
  }

  /** When the original was written to last at the latest: a compressor may have set no time. */
  FileTime notAfter(FileTime modified) {
    if (originalTime == 0) {
      return modified;
    }
    FileTime told =
        FileTime.from(Instant.ofEpochSecond(originalTime, NANOS_BEFORE_THE_NEXT_SECOND));
    return told.compareTo(modified) < 0 ? told : modified;
  }
}
