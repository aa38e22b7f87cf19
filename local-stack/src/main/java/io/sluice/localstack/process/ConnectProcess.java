package io.sluice.localstack.process;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.distribution.Archive;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A distributed Connect worker as a process, with the ready-to-use worker properties of
 * connect-configs, in which only addresses and folders are replaced.
 */
final class ConnectProcess extends ProcessServer implements ConnectWorker {

  private static final String PROPERTIES = "connect-configs/connect-distributed.properties";

  private final Map<String, String> addresses;
  private boolean pluginsUnpacked;

  /**
   * @param addresses worker properties that hold the addresses of the other servers
   */
  ConnectProcess(String name, int port, Map<String, String> addresses, StackOptions options) {
    super(name, port, options);
    this.addresses = Map.copyOf(addresses);
  }

  @Override
  public URI restUrl() {
    return URI.create(address());
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  Launch prepare() throws IOException {
    unpackPlugins();
    Path properties = folder().resolve("config/connect-distributed.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, workerProperties());
    Map<String, String> environment = new HashMap<>(Environment.inherited());
    environment.putAll(Jvm.environment(options().kafkaRelease()));
    environment.putAll(options().workerEnvironment());
    return new Launch(
        Jvm.command(
            options().heap(Part.CONNECT),
            options().workerJvmArguments(),
            folder(),
            "org.apache.kafka.connect.cli.ConnectDistributed",
            properties),
        environment);
  }

  private Path plugins() {
    return folder().resolve("plugins");
  }

  /** Once: a restart is one of the same plugins. */
  private void unpackPlugins() throws IOException {
    if (pluginsUnpacked) {
      return;
    }
    FileTree.delete(plugins());
    Files.createDirectories(plugins());
    for (Path archive : options().plugins()) {
      Archive.unpack(archive, plugins());
    }
    pluginsUnpacked = true;
  }

  /** The file as it is, and after it our own lines: of two for one key, the last counts. */
  private String workerProperties() throws IOException {
    Map<String, String> own = new LinkedHashMap<>(addresses);
    own.put("listeners", address());
    own.put("rest.advertised.host.name", "127.0.0.1");
    own.put("rest.advertised.port", Integer.toString(port()));
    own.put("plugin.path", plugins().toString());
    own.put("config.providers.file.param.allowed.paths", options().folder().toString());
    own.putAll(options().workerProperties());
    StringBuilder text = new StringBuilder(Files.readString(SourceTree.file(PROPERTIES)));
    text.append("\n# Set by the local stack, at every start.\n");
    own.forEach(
        (key, value) ->
            text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    return text.toString();
  }

  @Override
  boolean isReady() throws Exception {
    return HttpProbe.isHealthy(restUrl());
  }
}
