package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import java.nio.file.Path;

/**
 * Prometheus and promtool: those on the {@code PATH}, or else unpacked from Debian's package, which
 * needs no root.
 */
public final class PrometheusDistribution {

  private static final DebianPackages PACKAGES = new DebianPackages("Prometheus", "prometheus");

  private PrometheusDistribution() {}

  /** The server's program. */
  public static Path prometheus() {
    return program("prometheus");
  }

  /** The program that checks configurations and tests rules. */
  public static Path promtool() {
    return program("promtool");
  }

  private static Path program(String name) {
    return Command.onPath(name)
        .orElseGet(
            () ->
                Cache.entry("prometheus-debian", PACKAGES::unpackInto)
                    .resolve("usr/bin")
                    .resolve(name));
  }
}
