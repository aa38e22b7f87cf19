package io.sluice.localstack.process;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.distribution.Archive;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.StackOptions;
import io.sluice.localstack.server.WorkerSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Connect worker as a process, with ready-to-use worker properties of connect-configs, in which
 * only addresses and folders are replaced.
 */
final class ConnectProcess extends ProcessServer implements ConnectWorker {

  /** Where the properties expect secrets and certificates; here it is the stack's folder. */
  private static final String SECRETS = "/etc/sluice";

  private final WorkerSetup setup;
  private boolean pluginsUnpacked;

  /**
   * @param setup with the addresses of the other servers among its properties
   */
  ConnectProcess(String name, int port, WorkerSetup setup, StackOptions options) {
    super(name, port, options);
    this.setup = setup;
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
    Path properties = folder().resolve("config/worker.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, workerProperties());
    List<Path> files = new ArrayList<>(List.of(properties));
    files.addAll(setup.connectors());
    Map<String, String> environment = new HashMap<>(Environment.inherited());
    environment.putAll(Jvm.environment(options().kafkaRelease()));
    environment.putAll(setup.environment());
    return new Launch(
        Jvm.command(
            options().heap(Part.CONNECT),
            setup.jvmArguments(),
            folder(),
            "org.apache.kafka.connect.cli.Connect"
                + (setup.isStandalone() ? "Standalone" : "Distributed"),
            files),
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
    int folders = 0;
    for (Path plugin : options().plugins()) {
      if (Files.isDirectory(plugin)) {
        // Of a name that no archive has, nor another such folder.
        Files.createSymbolicLink(plugins().resolve("folder-" + ++folders), plugin.toRealPath());
      } else {
        Archive.unpack(plugin, plugins());
      }
    }
    pluginsUnpacked = true;
  }

  /** The file as it is, and after it our own lines: of two for one key, the last counts. */
  private String workerProperties() throws IOException {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("listeners", address());
    own.put("rest.advertised.host.name", "127.0.0.1");
    own.put("rest.advertised.port", Integer.toString(port()));
    own.put("plugin.path", plugins().toString());
    own.putAll(setup.properties());
    String file = Files.readString(SourceTree.file("connect-configs/" + setup.file()));
    StringBuilder text = new StringBuilder(file.replace(SECRETS, options().folder().toString()));
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
