package io.sluice.localstack;

import io.sluice.localstack.container.ContainerFactory;
import io.sluice.localstack.distribution.FileTree;
import io.sluice.localstack.process.ProcessFactory;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Etcd;
import io.sluice.localstack.server.KafkaBroker;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.Server;
import io.sluice.localstack.server.ServerFactory;
import io.sluice.localstack.server.StackOptions;
import io.sluice.localstack.server.WorkerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real Kafka, Connect, etcd and Elasticsearch on this machine.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.in(folder).plugins(SourceTree.pluginArchives()).start()) {
 *   new EtcdKv(stack.etcd().endpoint()).put("/collect/web", "…");
 *   new ConnectRest(stack.connect().restUrl()).put("web", config);
 *   stack.kafka().kill();
 *   stack.kafka().start();
 * }
 * }</pre>
 *
 * <p>Unless it was built as detached, nothing of it outlives this JVM, however that ends.
 */
public final class LocalStack implements AutoCloseable {

  private final ProcessFactory processes;
  private final WorkerSetup worker;
  private final KafkaBroker kafka;
  private final Etcd etcd;
  private final Elasticsearch elasticsearch;
  private final List<ConnectWorker> workers = new ArrayList<>();
  private final Thread hook = new Thread(this::closeServers, "local-stack-shutdown");

  LocalStack(StackOptions options) {
    this.processes = new ProcessFactory(options);
    this.worker = options.worker();
    ServerFactory servers =
        options.backend() == Backend.CONTAINERS ? new ContainerFactory(options) : processes;
    this.kafka = options.parts().contains(Part.KAFKA) ? servers.kafka() : null;
    this.etcd = options.parts().contains(Part.ETCD) ? servers.etcd() : null;
    this.elasticsearch =
        options.parts().contains(Part.ELASTICSEARCH) ? servers.elasticsearch() : null;
    if (options.parts().contains(Part.CONNECT)) {
      workers.add(processes.firstWorker(worker.withDefaults(addresses())));
    }
  }

  /** A stack that keeps everything in the folder, data of an earlier run included. */
  public static LocalStackBuilder in(Path folder) {
    return new LocalStackBuilder(folder);
  }

  /**
   * Deletes all that a stack keeps in the folder, data included; what is not its own stays.
   *
   * @throws IllegalStateException if any of it runs
   */
  public static void delete(Path folder) {
    for (RunFile server : RunFile.in(folder)) {
      if (!server.session().members().isEmpty()) {
        throw new IllegalStateException(
            server.name() + " still runs in " + folder + ", as pid " + server.session().leader());
      }
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, LocalStack::isOwn)) {
      for (Path entry : entries) {
        if (Files.isSymbolicLink(entry) && Files.exists(entry)) {
          FileTree.delete(entry.toRealPath());
        }
        FileTree.delete(entry);
      }
    } catch (NoSuchFileException e) {
      // Nothing was ever kept there.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the stack's data in " + folder, e);
    }
  }

  private static boolean isOwn(Path entry) {
    String name = entry.getFileName().toString();
    return name.equals("run")
        || Stream.of(Part.values()).anyMatch(part -> name.matches(part.id() + "(-\\d+)?"));
  }

  /** The broker; an error if the stack has none. */
  public KafkaBroker kafka() {
    return present(kafka, Part.KAFKA);
  }

  public Etcd etcd() {
    return present(etcd, Part.ETCD);
  }

  public Elasticsearch elasticsearch() {
    return present(elasticsearch, Part.ELASTICSEARCH);
  }

  /** The first Connect worker. */
  public ConnectWorker connect() {
    return present(workers.isEmpty() ? null : workers.get(0), Part.CONNECT);
  }

  /** One more worker of the same Connect cluster, not started yet; it is closed with the stack. */
  public synchronized ConnectWorker addWorker() {
    return addWorker(worker);
  }

  /**
   * A worker of one more Connect cluster on the same Kafka, not started yet; it is closed with the
   * stack.
   *
   * @param properties of the worker, other than those of the first cluster's
   */
  public synchronized ConnectWorker addCluster(Map<String, String> properties) {
    String group = Part.CONNECT.id() + "-" + (workers.size() + 1);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("group.id", group);
    all.put("config.storage.topic", group + "-configs");
    all.put("offset.storage.topic", group + "-offsets");
    all.put("status.storage.topic", group + "-status");
    all.putAll(properties);
    return addWorker(worker.with(all));
  }

  /** Starts those workers that do not run, side by side. */
  public synchronized void startWorkers() {
    ParallelStart.of(
        workers.stream().filter(each -> !each.isRunning()).map(List::<Server>of).toList());
  }

  /** One more worker, as it says, not started yet; it is closed with the stack. */
  public synchronized ConnectWorker addWorker(WorkerSetup setup) {
    ConnectWorker added =
        processes.furtherWorker(
            Part.CONNECT.id() + "-" + (workers.size() + 1), setup.withDefaults(addresses()));
    workers.add(added);
    return added;
  }

  /** All its servers, those first that others need. */
  public synchronized List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    for (Server server : new Server[] {kafka, etcd, elasticsearch}) {
      if (server != null) {
        servers.add(server);
      }
    }
    servers.addAll(workers);
    return servers;
  }

  void start() {
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      List<List<Server>> chains = new ArrayList<>();
      for (Server server : servers()) {
        if (!(server instanceof ConnectWorker)) {
          chains.add(new ArrayList<>(List.of(server)));
        }
      }
      if (kafka != null) {
        chains.get(0).addAll(workers);
      }
      ParallelStart.of(chains);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Leaves the servers running when this JVM ends. */
  public void detach() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Stops all servers for good. */
  @Override
  public void close() {
    closeServers();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and the hook runs or has run.
      return;
    }
  }

  /** In reverse: a worker that loses its broker first takes long to end. */
  private void closeServers() {
    List<Server> servers = servers();
    RuntimeException failure = null;
    for (int i = servers.size() - 1; i >= 0; i--) {
      try {
        servers.get(i).close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("bootstrap.servers", kafka().bootstrapServers());
    if (etcd != null) {
      addresses.put("config.providers.etcd.param.endpoints", etcd.endpoint().toString());
    }
    return addresses;
  }

  private static <T> T present(T server, Part part) {
    if (server == null) {
      throw new IllegalStateException("This stack was built without " + part);
    }
    return server;
  }
}
