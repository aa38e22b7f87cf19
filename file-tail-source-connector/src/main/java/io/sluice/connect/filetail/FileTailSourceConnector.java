package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.TaskAssignment;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Follows the log files of a collect list, each in a task of its own as far as {@code tasks.max}
 * allows.
 *
 * <p>Until a collect list is known, {@link #taskConfigs} fails. Connect asks again, and meanwhile
 * leaves the tasks of an earlier run alone: so a worker that starts while etcd is away, or while
 * the list is bad, goes on with the last good list.
 */
public final class FileTailSourceConnector extends SourceConnector {

  private FileTailConfig config;
  private List<CollectEntry> fixedEntries;
  private LiveCollectList live;

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
    config = new FileTailConfig(options);
    OptionChecks.requireConsistent(config, options.get("name"));
    fixedEntries = null;
    if (config.collectList().isPresent()) {
      fixedEntries = fixedEntries(config);
      return;
    }
    live =
        new LiveCollectList(
            config, options.get("name"), () -> context().requestTaskReconfiguration());
    try {
      live.awaitAnswer(config.etcd().orElseThrow().timeout());
    } catch (InterruptedException stopping) {
      live.close();
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for the collect list", stopping);
    }
  }

  private static List<CollectEntry> fixedEntries(FileTailConfig config) {
    try {
      return new CollectListParser(config.access(), config.valueConverter())
          .parse(Map.of(FileTailConfig.COLLECT_LIST_CONFIG, config.collectList().orElseThrow()));
    } catch (CollectListException bad) {
      throw new ConnectException("The collect list is bad: " + bad.getMessage(), bad);
    }
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskAssignment.of(entries(), maxTasks).stream()
        .map(entries -> FileTailTaskConfig.options(config, entries))
        .toList();
  }

  private List<CollectEntry> entries() {
    if (live == null) {
      return fixedEntries;
    }
    return live.entries()
        .orElseThrow(
            () ->
                new ConnectException(
                    "No good collect list was read yet, tasks stay as they are: "
                        + live.trouble()));
  }

  @Override
  public void stop() {
    if (live != null) {
      live.close();
      live = null;
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
