package io.sluice.localstack.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
   * The entry of that name, filled first if it is not there. An entry appears whole or not at all,
   * also when several processes want it at once.
   */
  public static Path entry(String name, Filler filler) {
    Path entry = folder().resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    try {
      if (!Files.isDirectory(folder())) {
        open(Files.createDirectories(folder()));
      }
      Path work = Files.createTempDirectory(folder(), "." + name + "-");
      try {
        open(work);
        filler.fill(work);
        publish(work, entry);
      } finally {
        FileTree.delete(work);
      }
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot fill the cache entry " + entry, e);
    }
  }

  /** Whatever our umask: Elasticsearch may run as another user. */
  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void publish(Path work, Path entry) throws IOException {
    try {
      Files.move(work, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was quicker; its entry is as good.
      return;
    }
  }

  private static boolean isSet(String value) {
    return value != null && !value.isEmpty();
  }
}
