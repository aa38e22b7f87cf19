package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs out of Debian's packages, which are unpacked but not installed: that needs no root. */
final class DebianPackages {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final String program;
  private final List<String> packages;

  /**
   * @param program what the packages are wanted for
   */
  DebianPackages(String program, String... packages) {
    this.program = program;
    this.packages = List.of(packages);
  }

  /**
   * Fetches them and unpacks them into an empty folder.
   *
   * @throws IllegalStateException if they cannot be had, with what to do about it
   */
  void unpackInto(Path folder) throws IOException {
    download(folder);
    for (Path archive : packagesIn(folder)) {
      Command.of("dpkg", "-x", archive.toString(), folder.toString()).run(LIMIT).orThrow();
      Files.delete(archive);
    }
  }

  private void download(Path folder) {
    List<String> words = new ArrayList<>(List.of("apt-get", "download", "-q"));
    words.addAll(packages);
    Command download = Command.of(words).in(folder);
    CommandResult first = download.run(LIMIT);
    if (first.succeeded()) {
      return;
    }
    Optional<Command> update = update();
    if (update.isEmpty()) {
      throw new IllegalStateException("No " + program + ": " + first.describe() + remedy());
    }
    // A machine's third-party lists may fail; whether the packages can be had is what counts.
    CommandResult updated = update.get().run(LIMIT);
    CommandResult second = download.run(LIMIT);
    if (!second.succeeded()) {
      throw new IllegalStateException(
          "No " + program + ": " + second.describe() + "\nafter " + updated.describe() + remedy());
    }
  }

  private String remedy() {
    return ". Put "
        + program
        + " on the PATH, or install it: apt-get update && apt-get install "
        + String.join(" ", packages);
  }

  /** Needs root; fresh machines have no package lists at all. */
  private static Optional<Command> update() {
    if ("root".equals(System.getProperty("user.name"))) {
      return Optional.of(Command.of("apt-get", "update", "-q"));
    }
    return Command.onPath("sudo")
        .filter(sudo -> Command.of("sudo", "-n", "true").run(LIMIT).succeeded())
        .map(sudo -> Command.of("sudo", "-n", "apt-get", "update", "-q"));
  }

  private static List<Path> packagesIn(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.deb")) {
      archives.forEach(found::add);
    }
    return found;
  }
}
