package io.sluice.it;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.command.ListVolumesCmd;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.Network;
import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;

/**
 * The stack of {@code docker/compose.yaml}, as it stands there; only ports, the folder of the logs
 * and the project's name are others, by the variables of {@code docker/.env}. And Elasticsearch
 * must take documents on a disk that is nearly full, as those of machines for tests often are.
 */
final class ComposeStack implements AutoCloseable {

  private static final String PROJECT = "sluice-compose-it";
  private static final List<String> LABEL = List.of("com.docker.compose.project=" + PROJECT);
  private static final String ON_ANY_DISK =
      "services: {elasticsearch: {environment: {"
          + "cluster.routing.allocation.disk.threshold_enabled: 'false'}}}";
  private static final Duration UP_LIMIT = Duration.ofMinutes(8);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final List<String> program = program();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();

  /** What an earlier run left behind is removed; nothing is started yet. */
  ComposeStack(Path folder) throws IOException {
    FileTree.delete(folder);
    this.folder = folder.toAbsolutePath();
    Files.createDirectories(logs());
    Files.writeString(overriding(), ON_ANY_DISK);
    environment.put("COMPOSE_PROJECT_NAME", PROJECT);
    environment.put("LOG_FOLDER", logs().toString());
    environment.put("LOG_GROUP", Files.getAttribute(logs(), "unix:gid").toString());
    for (String part : List.of("KAFKA", "CONNECT", "METRICS", "ETCD", "KIBANA", "GRAFANA")) {
      give(part);
    }
    // Debian's otherwise looks for the docker command, which podman's machines have not.
    environment.put("COMPOSE_INTERACTIVE_NO_CLI", "1");
    give("ELASTICSEARCH");
    give("PROMETHEUS");
    compose(LIMIT, "down", "--volumes").orThrow();
  }

  private void give(String part) {
    ports.put(part, Ports.free());
    environment.put(part + "_PORT", ports.get(part).toString());
  }

  /** The first that is there: what Docker brings now, and what Debian has. */
  private static List<String> program() {
    return Command.of("docker", "compose", "version").run(LIMIT).succeeded()
        ? List.of("docker", "compose")
        : List.of("docker-compose");
  }

  /** As users bring it up, with an image of what was built. */
  void up() {
    compose(UP_LIMIT, "up", "-d", "--build").orThrow();
  }

  /** Any other command of it, within the limit. */
  CommandResult compose(Duration limit, String... arguments) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("-f", "compose.yaml", "-f", overriding().toString()));
    words.addAll(List.of(arguments));
    return Command.of(words).in(SourceTree.file("docker")).with(environment).run(limit);
  }

  /** What a command in the container of a service prints. */
  String inside(String service, String... words) {
    List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
    arguments.addAll(List.of(words));
    return compose(LIMIT, arguments.toArray(String[]::new)).orThrow().output();
  }

  /** The host's folder of logs. */
  Path logs() {
    return folder.resolve("logs");
  }

  private Path overriding() {
    return folder.resolve("override.yaml");
  }

  /** Where a part is reached on this machine: {@code CONNECT}, {@code PROMETHEUS}. */
  URI url(String part) {
    return URI.create("http://localhost:" + ports.get(part));
  }

  /** Elasticsearch over TLS, by the certificate that the worker trusts. */
  ElasticsearchRest elasticsearch(String user, String password) throws IOException {
    Path authority = folder.resolve("ca.crt");
    Files.writeString(authority, inside("connect", "cat", "/etc/sluice/ca/ca.crt"));
    return new ElasticsearchRest(
        URI.create("https://localhost:" + ports.get("ELASTICSEARCH")),
        ClientTls.trusting(authority),
        user,
        password);
  }

  /** A value of {@code docker/.env}. */
  static String setting(String name) throws IOException {
    return Files.readAllLines(SourceTree.file("docker/.env")).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("docker/.env has no " + name));
  }

  /** Its containers, by service; what ended counts as well, and what was run once does not. */
  Map<String, Container> containers() {
    return engine()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("com.docker.compose.project", PROJECT))
        .exec()
        .stream()
        .filter(container -> !"True".equals(container.getLabels().get("com.docker.compose.oneoff")))
        .collect(
            Collectors.toMap(
                container -> container.getLabels().get("com.docker.compose.service"),
                container -> container));
  }

  static DockerClient engine() {
    return DockerClientFactory.lazyClient();
  }

  /** Those without a name, too, which images ask for and no label tells whose they are. */
  private Set<String> mounted() {
    return containers().values().stream()
        .flatMap(container -> container.getMounts().stream())
        .map(ContainerMount::getName)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(ListVolumesCmd volumes) {
    List<InspectVolumeResponse> found = volumes.exec().getVolumes();
    return found == null
        ? Set.of()
        : found.stream().map(InspectVolumeResponse::getName).collect(Collectors.toSet());
  }

  /**
   * Takes it down with its data; what is still there is an error. The logs of all parts are kept.
   */
  @Override
  public void close() throws IOException {
    Files.writeString(
        folder.resolve("containers.log"), compose(LIMIT, "logs", "--no-color").output());
    Set<String> left = new TreeSet<>(mounted());
    compose(LIMIT, "down", "--volumes").orThrow();
    left.retainAll(names(engine().listVolumesCmd()));
    left.addAll(names(engine().listVolumesCmd().withFilter("label", LABEL)));
    left.addAll(containers().keySet());
    engine().listNetworksCmd().exec().stream()
        .map(Network::getName)
        .filter(name -> name.startsWith(PROJECT))
        .forEach(left::add);
    if (!left.isEmpty()) {
      throw new AssertionError("'down --volumes' left behind " + left);
    }
  }
}
