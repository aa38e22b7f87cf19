package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.CollectStatus.State;
import io.sluice.connect.filetail.collect.EntryProgress;
import io.sluice.connect.filetail.metrics.ConnectorMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log files of a collect list, each in a task of its own as far as {@code tasks.max}
 * allows.
 *
 * <p>Until a collect list is known, {@link #taskConfigs} fails. Connect asks again, and meanwhile
 * leaves the tasks of an earlier run alone: so a worker that starts while etcd is away, or while
 * the list is bad, goes on with the last good list.
 */
public final class FileTailSourceConnector extends SourceConnector {

  /** What start() leaves behind for taskConfigs(), which runs on the herder's thread. */
  private record Running(
      String connector,
      FileTailConfig config,
      Supplier<List<CollectEntry>> entries,
      Optional<LiveCollectList> live,
      Optional<ConnectorMetrics> metrics) {}

  private static final Logger LOG = LoggerFactory.getLogger(FileTailSourceConnector.class);

  private volatile Running running;

  /** The last {@code tasks.max} that Connect has given; 0 before the first. */
  private volatile int maxTasks;

  @Override
  public String version() {
    return BuildVersion.read();
  }

  @Override
  public ConfigDef config() {
    return FileTailConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> options) {
    return new FileTailValidation(options).run();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FileTailSourceTask.class;
  }

  @Override
  public void start(Map<String, String> options) {
    FileTailConfig config = new FileTailConfig(options);
    String connector = options.get("name");
    config.requireConsistent(connector);
    if (config.collect().list().isPresent()) {
      List<CollectEntry> entries = fixedEntries(config);
      running = new Running(connector, config, () -> entries, Optional.empty(), Optional.empty());
      return;
    }
    ConnectorMetrics metrics = new ConnectorMetrics(context());
    try {
      LiveCollectList live = follow(config, connector, metrics);
      running =
          new Running(connector, config, live::entries, Optional.of(live), Optional.of(metrics));
    } catch (RuntimeException failed) {
      metrics.close();
      throw failed;
    }
  }

  private LiveCollectList follow(
      FileTailConfig config, String connector, ConnectorMetrics metrics) {
    LiveCollectList live =
        LiveCollectList.follow(
            config,
            connector,
            new ListListener() {
              @Override
              public void changed(List<CollectEntry> entries) {
                if (!LiveTasks.of(connector).change(config, entries, maxTasks)) {
                  context().requestTaskReconfiguration();
                }
              }

              @Override
              public void outcome(CollectStatus outcome, List<CollectProblem> problems) {
                metrics.count(
                    outcome.state() == State.APPLIED,
                    problems.stream().filter(CollectProblem::isRefusal).toList());
              }

              @Override
              public void shows(State state) {
                metrics.show(state == State.FAILED);
              }

              @Override
              public List<EntryProgress> progress(List<CollectEntry> entries) {
                return LiveTasks.of(connector).progress(entries);
              }

              @Override
              public CollectAgent agent() {
                return config.agent(connector, version(), LiveTasks.of(connector).count());
              }

              @Override
              public void check() {
                metrics.update();
                if (LiveTasks.of(connector).areBehind()) {
                  LOG.info("A task has ended or gone to another worker: starting all anew");
                  context().requestTaskReconfiguration();
                }
              }
            });
    try {
      live.awaitAnswer(config.collect().etcd().orElseThrow().timeout());
    } catch (InterruptedException stopping) {
      live.close();
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for the collect list", stopping);
    }
    return live;
  }

  private static List<CollectEntry> fixedEntries(FileTailConfig config) {
    try {
      return new CollectListParser(config.access(), config.records().rules())
          .parse(Map.of(CollectOptions.COLLECT_LIST_CONFIG, config.collect().list().orElseThrow()));
    } catch (CollectListException bad) {
      throw new ConnectException("The collect list is bad: " + bad.getMessage(), bad);
    }
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    Running now = running;
    if (now == null) {
      throw new ConnectException("The connector is stopped, tasks stay as they are");
    }
    this.maxTasks = maxTasks;
    return LiveTasks.of(now.connector()).configure(now.config(), now.entries().get(), maxTasks);
  }

  @Override
  public void stop() {
    Running before = running;
    running = null;
    if (before != null) {
      before.live().ifPresent(LiveCollectList::close);
      before.metrics().ifPresent(ConnectorMetrics::close);
      LiveTasks.of(before.connector()).connectorStopped();
    }
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> options) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> options, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(FileTailOffsets::check);
    return true;
  }
}
