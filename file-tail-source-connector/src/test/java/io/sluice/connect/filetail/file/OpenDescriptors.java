package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The descriptors that this process holds, as Linux lists them. */
public final class OpenDescriptors {

  private OpenDescriptors() {}

  /** How many are of files below a folder, deleted ones included. */
  public static long below(Path folder) throws IOException {
    long open = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).startsWith(folder)) {
          open++;
        }
      }
    }
    return open;
  }
}
