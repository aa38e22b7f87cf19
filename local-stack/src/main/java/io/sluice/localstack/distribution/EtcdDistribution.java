package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.server.StartListener;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * etcd and etcdctl: those on the {@code PATH}, or else unpacked from Debian's packages, which needs
 * no root.
 */
public final class EtcdDistribution {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String REMEDY =
      ". Put etcd on the PATH, or install it: apt-get update && apt-get install etcd-server etcd-client";

  private EtcdDistribution() {}

  /** The server's program. */
  public static Path etcd(StartListener listener) {
    return Command.onPath("etcd").orElseGet(() -> packages(listener).resolve("usr/bin/etcd"));
  }

  /** The command line client's program. */
  public static Path etcdctl(StartListener listener) {
    return Command.onPath("etcdctl").orElseGet(() -> packages(listener).resolve("usr/bin/etcdctl"));
  }

  private static Path packages(StartListener listener) {
    return Cache.entry(
        "etcd-debian",
        folder -> {
          listener.preparing("etcd", "fetching Debian's packages of etcd into " + Cache.folder());
          download(folder);
          for (Path archive : packagesIn(folder)) {
            Command.of("dpkg", "-x", archive.toString(), folder.toString()).run(LIMIT).orThrow();
            Files.delete(archive);
          }
        });
  }

  private static void download(Path folder) {
    Command download =
        Command.of("apt-get", "download", "-q", "etcd-server", "etcd-client").in(folder);
    CommandResult first = download.run(LIMIT);
    if (first.succeeded()) {
      return;
    }
    Optional<Command> update = update();
    if (update.isEmpty()) {
      throw new IllegalStateException("No etcd: " + first.describe() + REMEDY);
    }
    // A machine's third-party lists may fail; whether the packages can be had is what counts.
    CommandResult updated = update.get().run(LIMIT);
    CommandResult second = download.run(LIMIT);
    if (!second.succeeded()) {
      throw new IllegalStateException(
          "No etcd: " + second.describe() + "\nafter " + updated.describe() + REMEDY);
    }
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
