package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** A file beside a path, as the folder lists it. */
record RotatedFile(Path path, FileStat stat) {

  /** Open files as their folder would list them. */
  static List<RotatedFile> listed(List<OpenFile> files) throws IOException {
    List<RotatedFile> listed = new ArrayList<>();
    for (OpenFile file : files) {
      listed.add(new RotatedFile(file.path(), file.stat()));
    }
    return listed;
  }

  boolean is(FileIdentity identity) {
    return stat.identity().equals(identity);
  }

  /** Whether this is another as far as can be told without a look into it: renamed, or grown. */
  boolean isLikely(RotatedFile other) {
    return is(other.stat.identity()) && (stat.equals(other.stat) || path.equals(other.path));
  }

  boolean isCompressed() {
    return RotatedNames.isCompressed(path);
  }

  RotatedFile modifiedAt(FileTime time) {
    FileStat other = new FileStat(stat.identity(), stat.size(), time, stat.regular());
    return new RotatedFile(path, other);
  }

  long modifiedMillis() {
    return stat.modified().toMillis();
  }

  /** A time in milliseconds, as exact as this file's is at least: compressors cut it to seconds. */
  long rounded(long millis) {
    return isCompressed() ? millis - Math.floorMod(millis, 1000) : millis;
  }

  boolean isGzip() {
    return RotatedNames.isGzip(path);
  }
}
