package io.sluice.localstack.process;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.distribution.ElasticsearchDistribution;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.ElasticsearchSecurity;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An Elasticsearch node as a process.
 *
 * <p>The distribution is shared and stays as unpacked; configuration, data and logs are in the
 * server's own folder, which may be elsewhere than the stack's when that is out of its reach.
 */
final class ElasticsearchProcess extends ProcessServer implements Elasticsearch {

  /** Elasticsearch's own. */
  private static final String JAVA_HOME_VARIABLE = "ES_JAVA_HOME";

  private static final Duration TOOL_LIMIT = Duration.ofSeconds(60);

  private final int transportPort = Ports.free();
  private final Path folder;

  ElasticsearchProcess(int port, StackOptions options) {
    super(Part.ELASTICSEARCH.id(), port, options);
    this.folder = ElasticsearchUser.reachable(options.folder().resolve(Part.ELASTICSEARCH.id()));
    if (!folder.startsWith(options.folder())) {
      options
          .listener()
          .preparing(
              name(),
              "the folder is "
                  + folder
                  + ", because the user it runs as cannot enter "
                  + options.folder());
    }
  }

  @Override
  Path folder() {
    return folder;
  }

  @Override
  public URI url() {
    return URI.create(address());
  }

  @Override
  public String address() {
    return (isSecured() ? "https" : "http") + "://127.0.0.1:" + port();
  }

  @Override
  public ClientTls tls() {
    if (!isSecured()) {
      throw new IllegalStateException("This Elasticsearch was started without security");
    }
    return NodeCertificate.clientTls(config());
  }

  @Override
  public CommandResult tool(String name, String... arguments) {
    Path program = reachable(distribution().resolve("bin").resolve(name));
    List<String> command = new ArrayList<>(List.of("setpriv"));
    command.addAll(ElasticsearchUser.options());
    command.addAll(List.of("--", program.toString()));
    command.addAll(List.of(arguments));
    return Command.of(command).in(folder).with(environment()).run(TOOL_LIMIT);
  }

  private boolean isSecured() {
    return options().elasticsearchSecurity().isPresent();
  }

  private Path config() {
    return folder.resolve("config");
  }

  private Path distribution() {
    return ElasticsearchDistribution.folder(options().elasticsearchRelease(), options().listener());
  }

  @Override
  Launch prepare() throws IOException {
    Path program = reachable(distribution().resolve("bin/elasticsearch"));
    Path config = Files.createDirectories(config());
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("tmp"));
    copyConfig(distribution().resolve("config"), config);
    moveJvmLogs(config.resolve("jvm.options"));
    Files.writeString(config.resolve("elasticsearch.yml"), settings());
    if (isSecured()) {
      NodeCertificate.in(config);
      Files.writeString(
          config.resolve("roles.yml"), options().elasticsearchSecurity().get().roles());
    }
    ElasticsearchUser.own(folder);
    if (isSecured()) {
      addUsers(options().elasticsearchSecurity().get().users());
    }
    reachable(javaHome().resolve("bin/java"));
    return new Launch(List.of(program.toString()), environment(), ElasticsearchUser.options());
  }

  /** Elasticsearch has a JDK of its own to run on, and its older releases run on no newer one. */
  private static Path javaHome() {
    String given = System.getenv(JAVA_HOME_VARIABLE);
    return given == null || given.isEmpty() ? Jvm.home() : Path.of(given);
  }

  private Map<String, String> environment() {
    String heap = options().heap(Part.ELASTICSEARCH);
    Map<String, String> environment = new HashMap<>(Environment.clean());
    environment.put("HOME", folder.resolve("tmp").toString());
    environment.put("ES_TMPDIR", folder.resolve("tmp").toString());
    environment.put("ES_PATH_CONF", config().toString());
    environment.put(JAVA_HOME_VARIABLE, javaHome().toString());
    environment.put("ES_JAVA_OPTS", "-Xms" + heap + " -Xmx" + heap);
    return environment;
  }

  private void addUsers(List<ElasticsearchSecurity.User> users) throws IOException {
    String known = Files.readString(config().resolve("users"));
    for (ElasticsearchSecurity.User user : users) {
      if (known.lines().noneMatch(line -> line.startsWith(user.name() + ":"))) {
        tool(
                "elasticsearch-users",
                "useradd",
                user.name(),
                "-p",
                user.password(),
                "-r",
                user.role())
            .orThrow();
      }
    }
  }

  private static Path reachable(Path program) {
    if (!ElasticsearchUser.canReach(program)) {
      throw new IllegalStateException(
          "Elasticsearch does not run as root, and the user nobody cannot reach "
              + program
              + ": set SLUICE_CACHE, and JAVA_HOME or ES_JAVA_HOME, to folders that every user can enter");
    }
    return program;
  }

  private static void copyConfig(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
      for (Path file : files) {
        Path target = to.resolve(file.getFileName().toString());
        if (!Files.exists(target)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Older releases write them into the distribution, which is not the user's that it runs as. */
  private void moveJvmLogs(Path options) throws IOException {
    Path logs = folder.resolve("logs");
    Files.writeString(options, Files.readString(options).replace("=logs/", "=" + logs + "/"));
  }

  private String settings() {
    SortedMap<String, String> settings = SingleNode.elasticsearch();
    settings.put("cluster.name", "sluice");
    settings.put("node.name", name());
    settings.put("network.host", "127.0.0.1");
    settings.put("http.port", Integer.toString(port()));
    settings.put("transport.port", Integer.toString(transportPort));
    settings.put("path.data", folder.resolve("data").toString());
    settings.put("path.logs", folder.resolve("logs").toString());
    if (isSecured()) {
      settings.put("xpack.security.enabled", "true");
      settings.put("xpack.security.http.ssl.enabled", "true");
      settings.put("xpack.security.http.ssl.certificate", NodeCertificate.CERTIFICATE);
      settings.put("xpack.security.http.ssl.key", NodeCertificate.KEY);
      settings.put("xpack.security.http.ssl.certificate_authorities", NodeCertificate.AUTHORITY);
      settings.put(
          "xpack.security.http.ssl.client_authentication",
          options().elasticsearchSecurity().get().clientCertificates() ? "required" : "none");
      settings.put("xpack.security.authc.token.enabled", "false");
    }
    settings.putAll(options().elasticsearchSettings());
    StringBuilder yaml = new StringBuilder("# Written at every start.\n");
    settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    return yaml.toString();
  }

  @Override
  boolean isReady() throws Exception {
    return isSecured()
        ? HttpProbe.elasticsearchAnswers(url(), tls())
        : HttpProbe.elasticsearchAnswers(url());
  }
}
