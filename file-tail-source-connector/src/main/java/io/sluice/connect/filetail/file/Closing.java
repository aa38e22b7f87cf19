package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Closes several files, all of them also where closing one fails. */
final class Closing {

  private Closing() {}

  /** Closes what is of no use any more, for something failed; what fails here is told with that. */
  static void after(Throwable failed, Iterable<? extends Closeable> files) {
    for (Closeable file : files) {
      try {
        file.close();
      } catch (IOException | RuntimeException more) {
        if (more != failed) {
          failed.addSuppressed(more);
        }
      }
    }
  }

  /** Closes one that is of no use any more, for something failed. */
  static void after(Throwable failed, Closeable file) {
    after(failed, List.of(file));
  }

  /**
   * @throws IOException the first that closing one of them brought, with the others
   */
  static void all(Iterable<? extends Closeable> files) throws IOException {
    List<Closeable> rest = new ArrayList<>();
    files.forEach(rest::add);
    while (!rest.isEmpty()) {
      try {
        rest.remove(0).close();
      } catch (IOException | RuntimeException failed) {
        after(failed, rest);
        throw failed;
      }
    }
  }

  static void all(Closeable... files) throws IOException {
    all(Arrays.asList(files));
  }
}
