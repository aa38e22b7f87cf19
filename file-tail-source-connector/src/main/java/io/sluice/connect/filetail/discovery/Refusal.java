package io.sluice.connect.filetail.discovery;

import io.sluice.connect.filetail.file.AllowedPaths;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells a path that leads out of the allowed folders from one that cannot be read. */
public final class Refusal {

  private Refusal() {}

  /** Where a path leads that is refused; nothing where it is not, or cannot be looked at. */
  public static Optional<String> of(Path path, AllowedPaths allowed) {
    try {
      allowed.resolve(path);
      return Optional.empty();
    } catch (IOException failed) {
      return of(failed);
    }
  }

  /** The system gives no reason for what it denies, as {@link AllowedPaths#resolve} does. */
  static Optional<String> of(IOException failed) {
    return failed instanceof AccessDeniedException denied
        ? Optional.ofNullable(denied.getReason())
        : Optional.empty();
  }
}
