package io.sluice.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The log that is read: of a web server, in the combined format, some 140 bytes a line. The same
 * seed makes the same bytes.
 */
final class AccessLog {

  private static final long SEED = 20261121;
  private static final String[] PATHS = {
    "/", "/index.html", "/api/v1/orders", "/api/v1/orders/77123/items", "/static/app.3f9c2d.js"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "curl/8.14.1",
    "kube-probe/1.34",
    "okhttp/5.1.0"
  };
  private static final String[] MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun"};
  private static final int[] STATUSES = {200, 200, 200, 200, 201, 204, 304, 404, 500};

  private final Random random = new Random(SEED);
  private final long lines;

  AccessLog(long lines) {
    this.lines = lines;
  }

  /** Writes it to a file, if that is not there yet. */
  Path in(Path folder) {
    Path file = folder.resolve("access-" + lines + ".log");
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), 1024 * 1024)) {
        for (long i = 0; i < lines; i++) {
          out.write((line() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
      return Files.move(unfinished, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  String line() {
    return "10."
        + random.nextInt(256)
        + '.'
        + random.nextInt(256)
        + '.'
        + random.nextInt(256)
        + " - - ["
        + (10 + random.nextInt(18))
        + '/'
        + one(MONTHS)
        + "/2026:"
        + (10 + random.nextInt(14))
        + ":"
        + (10 + random.nextInt(50))
        + ":"
        + (10 + random.nextInt(50))
        + " +0000] \"GET "
        + one(PATHS)
        + "?id="
        + random.nextInt(1_000_000)
        + " HTTP/1.1\" "
        + STATUSES[random.nextInt(STATUSES.length)]
        + ' '
        + random.nextInt(100_000)
        + " \"-\" \""
        + one(AGENTS)
        + '"';
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
