package io.sluice.localstack.process;

import io.sluice.localstack.command.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who Elasticsearch runs as: ourselves, or {@code nobody} when we are root, which it refuses. */
final class ElasticsearchUser {

  private static final String NOBODY = "nobody";
  private static final List<String> SWITCH =
      List.of("--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ElasticsearchUser() {}

  static boolean isAnother() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The options of setpriv that switch to it. */
  static List<String> options() {
    return isAnother() ? SWITCH : List.of();
  }

  /** Whether it can enter the folder, or run the program. */
  static boolean canReach(Path file) {
    if (!isAnother()) {
      return true;
    }
    List<String> test = new ArrayList<>(List.of("setpriv"));
    test.addAll(SWITCH);
    test.addAll(List.of("--", "test", "-x", file.toString()));
    return Command.of(test).run(LIMIT).succeeded();
  }

  /**
   * The folder itself, or where it lies out of reach for that user (in a home folder closed to
   * others) one under /var/tmp, which the folder then is a link to.
   */
  static Path reachable(Path folder) {
    try {
      Files.createDirectories(folder.getParent());
      if (Files.isSymbolicLink(folder)) {
        return checked(folder.toRealPath());
      }
      if (canReach(folder.getParent())) {
        return Files.createDirectories(folder);
      }
      Path substitute =
          Path.of("/var/tmp", "sluice-" + Integer.toHexString(folder.toString().hashCode()));
      if (!Files.exists(substitute)) {
        Files.createDirectory(
            substitute,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      }
      Files.deleteIfExists(folder);
      Files.createSymbolicLink(folder, substitute);
      return checked(substitute);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder of Elasticsearch, " + folder, e);
    }
  }

  /** Everybody may write to /var/tmp, and could have been there first. */
  private static Path checked(Path substitute) throws IOException {
    String owner = Files.getOwner(substitute).getName();
    if (!owner.equals("root") && !owner.equals(NOBODY)) {
      throw new IllegalStateException(
          substitute + " belongs to " + owner + ": delete it, or use another stack folder");
    }
    return substitute;
  }

  /** Gives it the folder and all in it. */
  static void own(Path folder) throws IOException {
    if (!isAnother()) {
      return;
    }
    UserPrincipal nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setOwner(file, nobody);
      }
    }
  }
}
