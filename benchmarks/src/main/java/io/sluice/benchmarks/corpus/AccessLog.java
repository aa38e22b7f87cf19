package io.sluice.benchmarks.corpus;

import java.util.Random;

/** The log of a web server, in the combined format. The same seed makes the same bytes. */
final class AccessLog implements Lines {

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

  @Override
  public String next() {
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
