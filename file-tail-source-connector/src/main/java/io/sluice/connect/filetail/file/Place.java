package io.sluice.connect.filetail.file;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Where a file stands among the rotated ones.
 *
 * @param file null for one that has no name there
 * @param modified when it was written to last, as far as that is of interest: what was written to
 *     it after it had a successor is not
 * @param forms of the names that rotation gives to what comes after it; none where that is not
 *     known
 */
record Place(FileIdentity file, FileTime modified, Set<String> forms) {

  /** Before all others. */
  static final Place FIRST = withoutName(FileTime.from(Instant.MIN));

  static Place withoutName(FileTime modified) {
    return new Place(null, modified, Set.of());
  }

  /** The same where it is of interest until then at most. */
  Place notAfter(FileTime time) {
    return modified.compareTo(time) <= 0 ? this : new Place(file, time, forms);
  }

  /** The listed files, of which the one that has this place was written to at its time. */
  List<RotatedFile> among(List<RotatedFile> files) {
    return files.stream().map(one -> one.is(file) ? one.modifiedAt(modified) : one).toList();
  }
}
