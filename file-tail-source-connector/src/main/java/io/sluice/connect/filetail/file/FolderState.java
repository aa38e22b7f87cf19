package io.sluice.connect.filetail.file;

import java.nio.file.Path;
import java.util.Map;

/**
 * Which files have a path and the names of its rotations, at one moment.
 *
 * <p>What is to be read next is found out by many questions to the file system, and a rotation in
 * between gives answers that do not go together: a file that is under no name when its turn comes,
 * or under two. So each decision is taken between two states that must be the same.
 *
 * @param named null where nothing has the path
 */
record FolderState(FileIdentity named, Map<Path, FileIdentity> rotated) {

  FolderState {
    rotated = Map.copyOf(rotated);
  }
}
