package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import java.nio.file.Path;

/**
 * tinyproxy: the one on the {@code PATH}, or else unpacked from Debian's package, which needs no
 * root.
 */
public final class TinyproxyDistribution {

  private static final DebianPackages PACKAGES = new DebianPackages("tinyproxy", "tinyproxy-bin");

  private TinyproxyDistribution() {}

  /** The server's program. */
  public static Path tinyproxy() {
    return Command.onPath("tinyproxy")
        .orElseGet(
            () ->
                Cache.entry("tinyproxy-debian", PACKAGES::unpackInto).resolve("usr/bin/tinyproxy"));
  }
}
