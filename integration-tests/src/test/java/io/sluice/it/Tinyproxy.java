package io.sluice.it;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.distribution.TinyproxyDistribution;
import io.sluice.localstack.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A forward proxy that asks who one is, and connects to one port only. */
final class Tinyproxy implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private final Path log;
  private final Process process;

  Tinyproxy(Path folder, String user, String password, int destination) throws IOException {
    Files.createDirectories(folder);
    log = folder.resolve("tinyproxy.log").toAbsolutePath();
    Files.deleteIfExists(log);
    Path settings = folder.resolve("tinyproxy.conf");
    Files.write(
        settings,
        List.of(
            "Port " + port,
            "Listen 127.0.0.1",
            "Timeout 600",
            "LogFile \"" + log + "\"",
            "LogLevel Connect",
            "MaxClients 20",
            "BasicAuth " + user + " " + password,
            "ConnectPort " + destination));
    process =
        new ProcessBuilder(
                "setpriv",
                "--pdeathsig",
                "KILL",
                TinyproxyDistribution.tinyproxy().toString(),
                "-d",
                "-c",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tinyproxy.out").toFile())
            .start();
    Await.until("tinyproxy to listen on port " + port, LIMIT, this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** How many connections it has made, by its log. */
  long tunnels() throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> line.contains("Established connection"))
        .count();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
