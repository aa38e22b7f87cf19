package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.distribution.EtcdDistribution;
import io.sluice.localstack.process.Ports;
import io.sluice.localstack.server.StartListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An etcd of one or several members with flags of the test's own, each a process on the loopback
 * address that can be killed and frozen. None outlives this JVM's main thread.
 */
final class EtcdCluster implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final String scheme;
  private final List<String> flags;
  private final List<Member> members = new ArrayList<>();

  /**
   * Starts it, without any data.
   *
   * @param scheme of the clients' addresses
   * @param flags for each member
   */
  EtcdCluster(String name, int size, String scheme, List<String> flags) throws IOException {
    this.folder = Path.of("target", name).toAbsolutePath();
    this.scheme = scheme;
    this.flags = List.copyOf(flags);
    delete(folder);
    for (int i = 0; i < size; i++) {
      members.add(new Member("member-" + i));
    }
    members.forEach(Member::spawn);
    members.forEach(Member::awaitReady);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  List<URI> endpoints() {
    return members.stream().map(Member::endpoint).toList();
  }

  Member leader() {
    return Await.value(
        "a leader", LIMIT, () -> members.stream().filter(Member::isLeader).findFirst());
  }

  Etcdctl etcdctl() {
    return new Etcdctl(
        Map.of(
            "ETCDCTL_API",
            "3",
            // Its own limits, which are for a request, are shorter than an election may take here.
            "ETCDCTL_DIAL_TIMEOUT",
            "30s",
            "ETCDCTL_COMMAND_TIMEOUT",
            "60s",
            "ETCDCTL_ENDPOINTS",
            endpoints().stream().map(URI::toString).collect(Collectors.joining(","))));
  }

  @Override
  public void close() {
    members.forEach(Member::kill);
  }

  /** One of its servers. */
  final class Member {

    private final String name;
    private final int port = Ports.free();
    private final int peerPort = Ports.free();
    private final int metricsPort = Ports.free();
    private Process process;

    private Member(String name) {
      this.name = name;
    }

    URI endpoint() {
      return URI.create(scheme + "://127.0.0.1:" + port);
    }

    private String peer() {
      return "http://127.0.0.1:" + peerPort;
    }

    private URI metrics() {
      return URI.create("http://127.0.0.1:" + metricsPort);
    }

    private boolean isLeader() {
      try (var in = metrics().resolve("/metrics").toURL().openStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .contains("\netcd_server_is_leader 1\n");
      } catch (IOException killed) {
        return false;
      }
    }

    /** Starts it with the data that it has, and does not wait. */
    void spawn() {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "setpriv",
                  "--pdeathsig",
                  "KILL",
                  "--",
                  EtcdDistribution.etcd(StartListener.NONE).toString(),
                  "--name=" + name,
                  "--data-dir=" + folder.resolve(name),
                  "--listen-client-urls=" + endpoint(),
                  "--advertise-client-urls=" + endpoint(),
                  "--listen-peer-urls=" + peer(),
                  "--initial-advertise-peer-urls=" + peer(),
                  "--listen-metrics-urls=" + metrics(),
                  // As long as a busy disk may take: an election is to be one that a test wants.
                  "--heartbeat-interval=300",
                  "--election-timeout=3000",
                  "--initial-cluster="
                      + members.stream()
                          .map(member -> member.name + "=" + member.peer())
                          .collect(Collectors.joining(","))));
      command.addAll(flags);
      try {
        Files.createDirectories(folder);
        process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                    ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void awaitReady() {
      Await.until(
          () -> name + " to be healthy; see " + folder.resolve(name + ".log"),
          LIMIT,
          () -> HttpProbe.isHealthy(metrics()));
    }

    /** Starts it with the data that it has. */
    void start() {
      spawn();
      awaitReady();
    }

    /** As {@code kill -9}. */
    void kill() {
      process.destroyForcibly().onExit().join();
    }

    /** Keeps its connections open and answers nothing. */
    void freeze() throws IOException, InterruptedException {
      signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
      signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
      String pid = Long.toString(process.pid());
      assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor());
    }
  }
}
