package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.LocalHost;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import picocli.CommandLine;

/** A shell on the host {@code laptop}, and the connectors that an etcd in memory knows of. */
final class Shell implements Environment {

  /** The list of {@link #web}. */
  static final String NGINX = "{\"path\":\"/var/log/nginx.log\",\"topic\":\"web\"}";

  /** An entry of another list. */
  static final String REDIS = "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}";

  final MemoryEtcd etcd = new MemoryEtcd();
  final Map<String, String> variables = new HashMap<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What is asked for at the terminal; null where there is none. */
  String typed;

  String input = "";

  boolean terminal;

  /** As after head has got its lines. */
  boolean nobodyReads;

  /** The settings with which etcd was reached. */
  EtcdSettings settings;

  /** Runs the command, with outputs of its own. */
  int run(String... arguments) {
    out.reset();
    err.reset();
    CommandLine line = CollectCommand.in(this);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    return line.execute(arguments);
  }

  String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String remarked() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A connector that follows lists, which may be in /var/log, and answers each change. */
  CollectAgent connector(String host, String name, String... keys) {
    CollectAgent agent = agent(host, name, keys);
    etcd.put("/sluice/agents/" + host + "/" + name, agent.toJson());
    etcd.onReplaced = () -> answer(agent, List.of("/var/log"));
    return agent;
  }

  /** A connector on {@code web-1} that follows one file, and has said so. */
  CollectAgent web() {
    CollectAgent agent = prefix();
    answer(agent, List.of("/var/log"));
    return agent;
  }

  /** One that has yet to answer. */
  CollectAgent prefix() {
    CollectAgent agent = connector("web-1", "logs", "/collect/web-1/");
    etcd.put("/collect/web-1/nginx", NGINX);
    return agent;
  }

  /** One whose list is an array. */
  CollectAgent array(String json) {
    CollectAgent agent = connector("web-1", "logs", "/list");
    etcd.put("/list", json);
    return agent;
  }

  /** One that has nothing to say. */
  static CollectAgent agent(String host, String name, String... keys) {
    return new CollectAgent(
        host,
        "10.0.0.7",
        "1",
        name,
        2,
        List.of(keys),
        "/sluice/status/" + host + "/" + name,
        List.of("/var/log"),
        null,
        null,
        null);
  }

  /**
   * Has a connector look at its lists and write a status.
   *
   * @param allowed what it allows, whatever it has registered with
   */
  void answer(CollectAgent agent, List<String> allowed) {
    Member member = new Member("", "", Optional.of(agent), agent.statusKey(), Optional.empty());
    Map<String, String> sources = new LinkedHashMap<>();
    etcd.read(member.ranges())
        .values()
        .forEach((key, value) -> sources.put("etcd key " + key, value.value()));
    CollectAgent stricter =
        new CollectAgent("", "", "", "", 0, null, null, allowed, null, null, null);
    long revision = etcd.revision();
    try {
      List<EntryProgress> paths =
          stricter.parser().parse(sources).stream()
              .map(
                  entry ->
                      new EntryProgress(
                          entry.path(), entry.topic(), 0, "quiet", null, 17L, 0L, null))
              .toList();
      etcd.put(agent.statusKey(), CollectStatus.applied(revision, paths, List.of()).toJson());
    } catch (CollectListException bad) {
      etcd.put(
          agent.statusKey(),
          CollectStatus.failed(revision, 2, bad.problems(), List.of(), List.of()).toJson());
    }
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public Optional<String> askPassword(String prompt) {
    return Optional.ofNullable(typed);
  }

  @Override
  public InputStream in() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Screen screen() {
    return new Screen(
        new PrintStream(nobodyReads ? brokenPipe() : out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        true);
  }

  private static OutputStream brokenPipe() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
  }

  @Override
  public LocalHost host() {
    return new LocalHost() {
      @Override
      public String name() {
        return "laptop";
      }

      @Override
      public String address(List<URI> endpoints) {
        return "10.0.0.1";
      }
    };
  }

  @Override
  public Etcd etcd(EtcdSettings given) {
    settings = given;
    return etcd;
  }

  @Override
  public LongSupplier nanoTime() {
    return () -> 0;
  }

  @Override
  public String commandName() {
    return "collect";
  }
}
