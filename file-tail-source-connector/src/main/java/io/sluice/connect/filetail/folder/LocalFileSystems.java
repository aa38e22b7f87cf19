package io.sluice.connect.filetail.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The file systems that only this host writes to: of others, inotify tells what this host does but
 * not what happens to them elsewhere. An unknown one counts as such.
 */
final class LocalFileSystems {

  private static final Set<String> LOCAL =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "bcachefs",
          "zfs",
          "f2fs",
          "jfs",
          "reiserfs",
          "tmpfs",
          "ramfs",
          "overlay");

  private final Map<Long, String> typeByDevice = new HashMap<>();

  /** Whether the folder is on one. */
  boolean hold(Path folder) throws IOException {
    return LOCAL.contains(type(folder));
  }

  String type(Path folder) throws IOException {
    long device = (Long) Files.getAttribute(folder, "unix:dev");
    String type = typeByDevice.get(device);
    if (type == null) {
      // Reads the table of mounts.
      type = Files.getFileStore(folder).type();
      typeByDevice.put(device, type);
    }
    return type;
  }
}
