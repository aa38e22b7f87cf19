package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.FilePosition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** The positions that earlier runs have committed. */
@FunctionalInterface
public interface StoredPositions {

  /** Those of the paths that have one. */
  Map<Path, FilePosition> of(Collection<Path> paths);
}
