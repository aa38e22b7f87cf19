package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.distribution.LogrotateDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The real logrotate, which rotates one log whenever it is told to. */
final class Logrotate {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path log;
  private final Path configuration;
  private final Path state;

  /**
   * @param log the only thing in its folder but for its rotations
   * @param own an existing folder for configuration and state
   * @param directives lines of the log's section in logrotate.conf
   */
  Logrotate(Path log, Path own, List<String> directives) throws IOException {
    this.log = log;
    this.state = own.resolve("logrotate.state");
    this.configuration = own.resolve("logrotate.conf");
    // It refuses folders in which others may write, and configurations that others may write.
    Files.setPosixFilePermissions(log.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        configuration,
        "\"" + log + "\" {\n  rotate 1000\n  " + String.join("\n  ", directives) + "\n}\n");
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /**
   * Rotates once, for certain: where the names are dates, logrotate skips a rotation whose name is
   * taken.
   */
  void rotate() throws IOException {
    long before = files();
    Await.until(
        () -> "one more rotation of " + log,
        LIMIT,
        () -> {
          LogrotateDistribution.command("-f", "-s", state.toString(), configuration.toString())
              .run(LIMIT)
              .orThrow();
          return files() > before;
        });
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(log.getParent())) {
      return files.filter(file -> !file.equals(log)).count();
    }
  }
}
