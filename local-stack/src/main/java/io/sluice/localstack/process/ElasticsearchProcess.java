package io.sluice.localstack.process;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.distribution.ElasticsearchDistribution;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    return "http://127.0.0.1:" + port();
  }

  @Override
  Launch prepare() throws IOException {
    Path distribution = ElasticsearchDistribution.folder(options().listener());
    Path program = reachable(distribution.resolve("bin/elasticsearch"));
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("logs"));
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    copyConfig(distribution.resolve("config"), config);
    Files.writeString(config.resolve("elasticsearch.yml"), settings());
    ElasticsearchUser.own(folder);

    String heap = options().heap(Part.ELASTICSEARCH);
    Map<String, String> environment = new HashMap<>(Environment.clean());
    environment.put("HOME", temporary.toString());
    environment.put("ES_TMPDIR", temporary.toString());
    environment.put("ES_PATH_CONF", config.toString());
    environment.put("ES_JAVA_HOME", Jvm.home().toString());
    environment.put("ES_JAVA_OPTS", "-Xms" + heap + " -Xmx" + heap);
    reachable(Jvm.home().resolve("bin/java"));
    return new Launch(List.of(program.toString()), environment, ElasticsearchUser.options());
  }

  private static Path reachable(Path program) {
    if (!ElasticsearchUser.canReach(program)) {
      throw new IllegalStateException(
          "Elasticsearch does not run as root, and the user nobody cannot reach "
              + program
              + ": set SLUICE_CACHE and JAVA_HOME to folders that every user can enter");
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

  private String settings() {
    SortedMap<String, String> settings = SingleNode.elasticsearch();
    settings.put("cluster.name", "sluice");
    settings.put("node.name", name());
    settings.put("network.host", "127.0.0.1");
    settings.put("http.port", Integer.toString(port()));
    settings.put("transport.port", Integer.toString(transportPort));
    settings.put("path.data", folder.resolve("data").toString());
    settings.put("path.logs", folder.resolve("logs").toString());
    settings.putAll(options().elasticsearchSettings());
    StringBuilder yaml = new StringBuilder("# Written at every start.\n");
    settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    return yaml.toString();
  }

  @Override
  boolean isReady() throws Exception {
    return HttpProbe.elasticsearchAnswers(url());
  }
}
