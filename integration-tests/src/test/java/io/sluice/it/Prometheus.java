package io.sluice.it;

import io.sluice.localstack.distribution.PrometheusDistribution;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A real Prometheus with the configuration of {@code monitoring/prometheus}, in which only the
 * worker's address is another and time is shorter: a minute of the rules is two seconds. It scrapes
 * every three seconds, for that is a scrape's time limit as well, and the machine is busy.
 */
final class Prometheus extends PrometheusQueries implements AutoCloseable {

  private static final Path SHIPPED = SourceTree.file("monitoring/prometheus");
  private static final int SECONDS_PER_MINUTE = 2;
  private static final Pattern DURATION = Pattern.compile("(for: |offset |\\[)(\\d+)([mh])");

  private final Process process;

  /**
   * @param worker the host and port of its exporter
   */
  Prometheus(Path folder, String worker) throws IOException {
    this(folder, worker, Ports.free());
  }

  private Prometheus(Path folder, String worker, int port) throws IOException {
    super(URI.create("http://127.0.0.1:" + port));
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("prometheus.yml"),
        shipped("prometheus.yml")
            .replace("scrape_interval: 15s", "scrape_interval: 3s")
            .replace("evaluation_interval: 15s", "evaluation_interval: 1s"));
    Files.writeString(
        folder.resolve("workers.yml"), shipped("workers.yml").replace("localhost:9404", worker));
    Files.writeString(folder.resolve("alerts.yml"), hurried(shipped("alerts.yml")));
    process =
        new ProcessBuilder(
                "setpriv",
                "--pdeathsig",
                "KILL",
                PrometheusDistribution.prometheus().toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + Files.createTempDirectory(folder, "data-"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    await("up", 1);
  }

  private static String shipped(String file) throws IOException {
    return Files.readString(SHIPPED.resolve(file));
  }

  private static String hurried(String rules) {
    return DURATION
        .matcher(rules)
        .replaceAll(
            duration ->
                duration.group(1)
                    + SECONDS_PER_MINUTE
                        * Integer.parseInt(duration.group(2))
                        * (duration.group(3).equals("h") ? 60 : 1)
                    + "s");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
