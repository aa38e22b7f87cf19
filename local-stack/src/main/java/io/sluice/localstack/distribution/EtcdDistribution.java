package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.server.StartListener;
import java.nio.file.Path;

/**
 * etcd and etcdctl: those on the {@code PATH}, or else unpacked from Debian's packages, which needs
 * no root.
 */
public final class EtcdDistribution {

  private static final DebianPackages PACKAGES =
      new DebianPackages("etcd", "etcd-server", "etcd-client");

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
          PACKAGES.unpackInto(folder);
        });
  }
}
