package io.sluice.localstack.distribution;

import io.sluice.localstack.command.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * logrotate: the one on the {@code PATH}, or else unpacked from Debian's packages, which needs no
 * root.
 */
public final class LogrotateDistribution {

  private static final DebianPackages PACKAGES =
      new DebianPackages("logrotate", "logrotate", "libpopt0");

  private LogrotateDistribution() {}

  /** logrotate with these arguments, ready to be run. */
  public static Command command(String... arguments) {
    Optional<Path> installed = Command.onPath("logrotate");
    if (installed.isPresent()) {
      return command(installed.get(), arguments);
    }
    Path packages = Cache.entry("logrotate-debian", PACKAGES::unpackInto);
    return command(packages.resolve("usr/sbin/logrotate"), arguments)
        .with(Map.of("LD_LIBRARY_PATH", libraries(packages)));
  }

  private static Command command(Path program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return Command.of(words);
  }

  /** The library that not every machine has, in the folder that is named after the architecture. */
  private static String libraries(Path packages) {
    Path parent = packages.resolve("usr/lib");
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(parent, folder -> Files.exists(folder.resolve("libpopt.so.0")))) {
      for (Path folder : folders) {
        return folder.toString();
      }
      throw new IllegalStateException("No libpopt.so.0 in a folder of " + parent);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + parent, e);
    }
  }
}
