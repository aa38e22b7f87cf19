package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.connect.filetail.collect.AccessRules;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.ValueConverter;
import io.sluice.connect.filetail.file.TailSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** The options of the connector and of its tasks, parsed once; each concern has its own class. */
final class FileTailConfig extends AbstractConfig {

  private final CollectOptions collect;
  private final AccessRules access;
  private final RecordOptions records;
  private final LineOptions lines;
  private final FileOptions files;

  FileTailConfig(Map<String, String> options) {
    this(options, new ThisHost());
  }

  /**
   * @throws ConnectException where the option host stands for this host, and that cannot be found
   */
  FileTailConfig(Map<String, String> options, LocalHost localHost) {
    super(definition(), options, false);
    this.collect = new CollectOptions(this, localHost);
    this.access = AccessOptions.rules(this);
    this.records = new RecordOptions(this);
    this.lines = new LineOptions(this);
    this.files = new FileOptions(this);
  }

  static ConfigDef definition() {
    ConfigDef definition = CollectOptions.define(new ConfigDef());
    return CollectOptions.defineEtcd(defineTaskOptions(definition));
  }

  private static ConfigDef defineTaskOptions(ConfigDef definition) {
    AccessOptions.define(definition);
    RecordOptions.define(definition);
    FileOptions.define(definition);
    return LineOptions.define(definition);
  }

  /** The options that tasks know as well. */
  static List<String> taskOptions() {
    return List.copyOf(defineTaskOptions(new ConfigDef()).names());
  }

  CollectOptions collect() {
    return collect;
  }

  AccessRules access() {
    return access;
  }

  RecordOptions records() {
    return records;
  }

  FileOptions files() {
    return files;
  }

  /** What the connector shows of itself in etcd. */
  CollectAgent agent(String connector, String version, int tasks) {
    return new CollectAgent(
        collect.host(),
        collect.address(),
        version,
        connector,
        tasks,
        collect.keys().stream().map(EtcdRange::key).toList(),
        collect.statusKey(connector).orElse(null),
        getList(AccessOptions.ALLOWED_PATHS_CONFIG),
        getString(AccessOptions.ALLOWED_TOPICS_CONFIG),
        records.format().optionValue(),
        originalsStrings().get(ValueConverter.CONFIG));
  }

  /** How the files of an entry are followed. */
  TailSettings tailSettings(CollectEntry entry) {
    return new TailSettings(access.paths(), lines.settings(entry, records), files.rotationWait());
  }

  /**
   * Checks what holds between options, as {@link FileTailValidation} does, for a connector that is
   * started without having been validated.
   *
   * @throws ConfigException that names the option to change
   */
  void requireConsistent(String connector) {
    records
        .formatProblem()
        .ifPresent(
            problem -> {
              throw wrong(RecordOptions.RECORD_FORMAT_CONFIG, problem);
            });
    collect
        .writtenKeyProblems(connector, collect.keys())
        .forEach(
            (option, problem) -> {
              throw wrong(option, problem);
            });
  }

  private static ConfigException wrong(String option, String problem) {
    return new ConfigException("The option " + option + " is wrong: " + problem);
  }
}
