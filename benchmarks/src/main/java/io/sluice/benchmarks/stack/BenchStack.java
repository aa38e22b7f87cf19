package io.sluice.benchmarks.stack;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.LocalStackBuilder;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.process.ProcessSession;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A new local stack, whose servers' use of the machine is measured. */
public final class BenchStack implements AutoCloseable {

  /** That suffices for everything that is measured. */
  private static final String WORKER_HEAP = "512m";

  private final Path folder;
  private final LocalStack servers;
  private final Worker worker;

  private BenchStack(Path folder, LocalStack servers) {
    this.folder = folder;
    this.servers = servers;
    this.worker = worker(servers.connect());
  }

  /**
   * Starts it without anything of an earlier one.
   *
   * @param plugins archives or folders of other plugins than Sluice's
   */
  public static BenchStack start(
      Path folder, Set<Part> parts, List<Path> plugins, PrintStream out) {
    LocalStack.delete(folder);
    out.println("Starting " + parts + " in " + folder);
    List<Path> all = new ArrayList<>(SourceTree.pluginArchives());
    all.add(SourceTree.pluginArchive("benchmarks/yardsticks", "benchmark-yardsticks"));
    all.addAll(plugins);
    LocalStackBuilder builder =
        LocalStack.in(folder)
            .parts(Part.CONNECT, parts.toArray(Part[]::new))
            .heap(Part.CONNECT, WORKER_HEAP)
            .plugins(all)
            .workerJvmArgument("-Xlog:gc:file=" + heapLog(folder, "%p"));
    if (!plugins.isEmpty()) {
      // Others may have no manifests.
      builder.workerProperty("plugin.discovery", "hybrid_warn");
    }
    return new BenchStack(folder, builder.start());
  }

  public LocalStack servers() {
    return servers;
  }

  /** The first worker. */
  public Worker worker() {
    return worker;
  }

  public String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  /** What Elasticsearch uses from now on. */
  public Usage elasticsearchUsage() {
    return new Usage(session(servers.elasticsearch().name()).members(), Optional.empty());
  }

  /**
   * A worker of a cluster of its own; started.
   *
   * @param isExactlyOnce whether it supports exactly-once sources
   */
  public Worker addWorker(boolean isExactlyOnce) {
    String support = isExactlyOnce ? "enabled" : "disabled";
    ConnectWorker added = servers.addCluster(Map.of("exactly.once.source.support", support));
    added.start();
    return worker(added);
  }

  private Worker worker(ConnectWorker of) {
    long pid = session(of.name()).leader();
    return new Worker(
        new ConnectRest(of.restUrl()), pid, new HeapLog(heapLog(folder, Long.toString(pid))));
  }

  private static Path heapLog(Path folder, String pid) {
    return folder.resolve("connect").resolve("gc-" + pid + ".log");
  }

  private ProcessSession session(String server) {
    return RunFile.in(folder).stream()
        .filter(one -> one.name().equals(server))
        .map(RunFile::session)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    servers.close();
  }
}
