package io.sluice.localstack.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Distributions unpacked once and shared by all runs: in {@code SLUICE_CACHE} where that is set,
 * else {@code /var/cache/sluice} for root and the user's own cache folder for others.
 */
public final class Cache {

  private Cache() {}

  /** Puts files into an empty folder. */
  @FunctionalInterface
  public interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** The folder of all entries. */
  public static Path folder() {
    return folder(
        System.getenv("SLUICE_CACHE"),
        System.getenv("XDG_CACHE_HOME"),
        System.getProperty("user.name"),
        System.getProperty("user.home"));
  }

  static Path folder(String sluiceCache, String xdgCacheHome, String user, String home) {
    if (isSet(sluiceCache)) {
      return Path.of(sluiceCache).toAbsolutePath();
    }
    if ("root".equals(user)) {
      return Path.of("/var/cache/sluice");
    }
    return isSet(xdgCacheHome)
        ? Path.of(xdgCacheHome, "sluice")
        : Path.of(home, ".cache", "sluice");
  }

  /**
   * The entry of that name, filled first if it is not there. An entry appears whole or not at all.
   * One at a time fills, among all processes: Debian's programs do not work side by side.
   */
  public static Path entry(String name, Filler filler) {
    return entry(folder(), name, filler);
  }

  static Path entry(Path folder, String name, Filler filler) {
    Path entry = folder.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    try {
      if (!Files.isDirectory(folder)) {
        open(Files.createDirectories(folder));
      }
      fillAlone(entry, filler);
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot fill the cache entry " + entry, e);
    }
  }

  /** A file's lock is a process's, not a thread's. */
  private static synchronized void fillAlone(Path entry, Filler filler) throws IOException {
    Path lock = entry.resolveSibling(".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !Files.isDirectory(entry)) {
        fill(entry, filler);
      }
    }
  }

  private static void fill(Path entry, Filler filler) throws IOException {
    Path work = Files.createTempDirectory(entry.getParent(), "." + entry.getFileName() + "-");
    try {
      open(work);
      filler.fill(work);
      Files.move(work, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(work);
    }
  }

  /** Whatever our umask: Elasticsearch may run as another user. */
  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean isSet(String value) {
    return value != null && !value.isEmpty();
  }
}
