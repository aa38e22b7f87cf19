package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.connect.filetail.collect.AccessRules;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.RecordRules;
import io.sluice.connect.filetail.collect.ValueConverter;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.file.TailSettings;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.record.RecordFormat;
import io.sluice.connect.filetail.record.RecordKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.errors.ConnectException;

/** The options of the connector and of its tasks, parsed once. */
final class FileTailConfig extends AbstractConfig {

  static final String COLLECT_KEYS_CONFIG = "collect.keys";
  static final String COLLECT_KEYS_DOC =
      "etcd keys that hold collect lists, comma separated. A key that ends in / is a prefix: each"
          + " key under it holds one entry, or a list. {ip} and {hostname} stand for this host's."
          + " Changes take effect as they are written. Exactly one of collect.keys and collect.list"
          + " is set.";

  static final String COLLECT_LIST_CONFIG = "collect.list";
  static final String COLLECT_LIST_DOC =
      "The collect list itself, as JSON: an array of {\"path\": …, \"topic\": …}.";

  static final String ETCD_PREFIX = "etcd.";

  static final String HOST_CONFIG = "host";
  static final String HOST_DEFAULT = "{hostname}";
  static final String HOST_DOC =
      "This host's name in source offsets and documents. {hostname} and {ip} stand for this host's."
          + " Changing it makes every file a new one.";

  static final String ALLOWED_PATHS_CONFIG = "allowed.paths";
  static final String ALLOWED_PATHS_DEFAULT = "/var/log";
  static final String ALLOWED_PATHS_DOC =
      "Folders that collect lists may reach, comma separated, absolute. A path is checked again"
          + " after its symbolic links are resolved.";

  static final String ALLOWED_TOPICS_CONFIG = "allowed.topics";
  static final String ALLOWED_TOPICS_DEFAULT = "(?!__|connect-).+";
  static final String ALLOWED_TOPICS_DOC =
      "Regular expression that the topics of collect lists must match as a whole. The default"
          + " leaves out Kafka's and Connect's internal topics.";

  static final String RECORD_FORMAT_CONFIG = "record.format";
  static final String RECORD_FORMAT_DEFAULT = RecordFormat.ECS.optionValue();
  static final String RECORD_FORMAT_DOC =
      "The form of a record's value. ecs: a Struct with the fields of the Elastic Common Schema, for"
          + " any converter but ByteArrayConverter. json: the same document as ready JSON bytes."
          + " line: the line's bytes, with path, offset and host in headers. lines: many whole lines"
          + " in one record, as they stand in the file, with their number in one more header; for the"
          + " highest rate. json, line and lines need"
          + " value.converter=org.apache.kafka.connect.converters.ByteArrayConverter.";

  static final String LINES_RECORD_BYTES_CONFIG = "lines.record.bytes";
  static final int LINES_RECORD_BYTES_DEFAULT = 64 * 1024;
  static final String LINES_RECORD_BYTES_DOC =
      "The most bytes of whole lines in a record of the format lines. A longer line is a record of"
          + " its own.";

  static final String RECORD_KEY_CONFIG = "record.key";
  static final String RECORD_KEY_DEFAULT = RecordKey.NONE.optionValue();
  static final String RECORD_KEY_DOC =
      "The record's key: none, the file's path, or the host. In a topic of several partitions only"
          + " records of one key keep their order: use path there.";

  static final String START_POSITION_CONFIG = "start.position";
  static final String START_POSITION_DEFAULT = StartPosition.BEGINNING.optionValue();
  static final String START_POSITION_DOC =
      "Where a file is begun that has no offset yet. end is for files that exist when their path is"
          + " taken up; later ones are read from their beginning.";

  static final String MAX_LINE_BYTES_CONFIG = "max.line.bytes";
  static final int MAX_LINE_BYTES_DEFAULT = 1024 * 1024;
  static final String MAX_LINE_BYTES_DOC =
      "The longest line, in bytes without its ending. What happens to a longer one says long.line.";

  static final String LONG_LINE_CONFIG = "long.line";
  static final String LONG_LINE_DEFAULT = LongLine.SPLIT.optionValue();
  static final String LONG_LINE_DOC =
      "split: a longer line is sent in pieces, of which all but the last are marked with the flag"
          + " split. truncate: its beginning is sent, marked truncated, and the rest left out.";

  static final String PARTIAL_LINE_TIMEOUT_MS_CONFIG = "partial.line.timeout.ms";
  static final long PARTIAL_LINE_TIMEOUT_MS_DEFAULT = 0;
  static final String PARTIAL_LINE_TIMEOUT_MS_DOC =
      "After how many milliseconds without growth a last line is sent though its ending has not come."
          + " It is marked with the flag partial, and what is written of it later with the flag"
          + " continued. 0: it waits until it ends, or its file is rotated away.";

  static final String ROTATION_WAIT_MS_CONFIG = "rotation.wait.ms";
  static final long ROTATION_WAIT_MS_DEFAULT = 2000;
  static final String ROTATION_WAIT_MS_DOC =
      "How long a rotated file must have been quiet, and its successor begun, before the successor"
          + " is read, in milliseconds. Its writers must have gone over to the successor by then.";

  static final String MAX_OPEN_FILES_CONFIG = "max.open.files";
  static final int MAX_OPEN_FILES_DEFAULT = 512;
  static final String MAX_OPEN_FILES_DOC =
      "How many files a task keeps open while nothing happens to them; those that were quiet for"
          + " longest are closed, and opened again when they change. Files that are being written or"
          + " rotated are open in any case.";

  static final String METRICS_MAX_FILES_CONFIG = "metrics.max.files";
  static final int METRICS_MAX_FILES_DEFAULT = 200;
  static final String METRICS_MAX_FILES_DOC =
      "How many files of a task have metrics of their own: those that are active first. Each takes"
          + " some 10 kB of the worker's memory. All files count in the task's metrics.";

  static final String STATUS_KEY_CONFIG = "status.key";
  static final String STATUS_KEY_DEFAULT = "/sluice/status/{host}/{connector}";
  static final String STATUS_KEY_DOC =
      "etcd key to which the outcome of each collect list is written. {host} is the option host."
          + " It must not be one that collect.keys takes for a list. Empty: nowhere.";

  private static final String COLLECT_GROUP = "Collect list";
  private static final String ETCD_GROUP = "etcd";
  private static final String ACCESS_GROUP = "Access";
  private static final String RECORDS_GROUP = "Records";
  private static final String FILES_GROUP = "Files";
  private static final int LONGEST_LINE = 256 * 1024 * 1024;

  private final LocalHost localHost;
  private final Optional<EtcdSettings> etcd;
  private final String host;
  private final AccessRules access;
  private final ValueConverter valueConverter;

  FileTailConfig(Map<String, String> options) {
    this(options, new ThisHost());
  }

  /**
   * @throws ConnectException where the option host stands for this host, and that cannot be found
   */
  FileTailConfig(Map<String, String> options, LocalHost localHost) {
    super(definition(), options, false);
    this.localHost = localHost;
    boolean usesEtcd = !getList(COLLECT_KEYS_CONFIG).isEmpty();
    this.etcd = usesEtcd ? Optional.of(EtcdSettings.from(this, ETCD_PREFIX)) : Optional.empty();
    this.host = fillIn(getString(HOST_CONFIG));
    this.access =
        new AccessRules(
            new AllowedPaths(getList(ALLOWED_PATHS_CONFIG).stream().map(Path::of).toList()),
            Pattern.compile(getString(ALLOWED_TOPICS_CONFIG)));
    this.valueConverter = ValueConverter.of(options.get(ValueConverter.CONFIG));
  }

  static ConfigDef definition() {
    ConfigDef definition =
        new ConfigDef()
            .define(
                COLLECT_KEYS_CONFIG,
                Type.LIST,
                "",
                OptionChecks::keys,
                Importance.HIGH,
                COLLECT_KEYS_DOC,
                COLLECT_GROUP,
                1,
                Width.LONG,
                "Collect list keys")
            .define(
                COLLECT_LIST_CONFIG,
                Type.STRING,
                null,
                Importance.HIGH,
                COLLECT_LIST_DOC,
                COLLECT_GROUP,
                2,
                Width.LONG,
                "Collect list")
            .define(
                HOST_CONFIG,
                Type.STRING,
                HOST_DEFAULT,
                new ConfigDef.NonEmptyString(),
                Importance.MEDIUM,
                HOST_DOC,
                COLLECT_GROUP,
                3,
                Width.MEDIUM,
                "Host")
            .define(
                STATUS_KEY_CONFIG,
                Type.STRING,
                STATUS_KEY_DEFAULT,
                Importance.LOW,
                STATUS_KEY_DOC,
                COLLECT_GROUP,
                4,
                Width.LONG,
                "Status key")
            .define(
                ALLOWED_PATHS_CONFIG,
                Type.LIST,
                ALLOWED_PATHS_DEFAULT,
                OptionChecks::folders,
                Importance.HIGH,
                ALLOWED_PATHS_DOC,
                ACCESS_GROUP,
                1,
                Width.LONG,
                "Allowed folders")
            .define(
                ALLOWED_TOPICS_CONFIG,
                Type.STRING,
                ALLOWED_TOPICS_DEFAULT,
                OptionChecks::pattern,
                Importance.MEDIUM,
                ALLOWED_TOPICS_DOC,
                ACCESS_GROUP,
                2,
                Width.LONG,
                "Allowed topics")
            .define(
                RECORD_FORMAT_CONFIG,
                Type.STRING,
                RECORD_FORMAT_DEFAULT,
                ValidString.in(RecordFormat.optionValues().toArray(String[]::new)),
                Importance.HIGH,
                RECORD_FORMAT_DOC,
                RECORDS_GROUP,
                1,
                Width.SHORT,
                "Record format")
            .define(
                RECORD_KEY_CONFIG,
                Type.STRING,
                RECORD_KEY_DEFAULT,
                ValidString.in(
                    Arrays.stream(RecordKey.values())
                        .map(RecordKey::optionValue)
                        .toArray(String[]::new)),
                Importance.MEDIUM,
                RECORD_KEY_DOC,
                RECORDS_GROUP,
                2,
                Width.SHORT,
                "Record key")
            .define(
                LINES_RECORD_BYTES_CONFIG,
                Type.INT,
                LINES_RECORD_BYTES_DEFAULT,
                Range.between(1024, LONGEST_LINE),
                Importance.LOW,
                LINES_RECORD_BYTES_DOC,
                RECORDS_GROUP,
                3,
                Width.SHORT,
                "Bytes of lines in a record")
            .define(
                START_POSITION_CONFIG,
                Type.STRING,
                START_POSITION_DEFAULT,
                ValidString.in(
                    StartPosition.BEGINNING.optionValue(), StartPosition.END.optionValue()),
                Importance.MEDIUM,
                START_POSITION_DOC,
                FILES_GROUP,
                1,
                Width.SHORT,
                "Start position")
            .define(
                MAX_LINE_BYTES_CONFIG,
                Type.INT,
                MAX_LINE_BYTES_DEFAULT,
                Range.between(16, LONGEST_LINE),
                Importance.MEDIUM,
                MAX_LINE_BYTES_DOC,
                FILES_GROUP,
                2,
                Width.SHORT,
                "Longest line")
            .define(
                LONG_LINE_CONFIG,
                Type.STRING,
                LONG_LINE_DEFAULT,
                ValidString.in(LongLine.SPLIT.optionValue(), LongLine.TRUNCATE.optionValue()),
                Importance.LOW,
                LONG_LINE_DOC,
                FILES_GROUP,
                3,
                Width.SHORT,
                "Longer lines")
            .define(
                PARTIAL_LINE_TIMEOUT_MS_CONFIG,
                Type.LONG,
                PARTIAL_LINE_TIMEOUT_MS_DEFAULT,
                Range.atLeast(0),
                Importance.MEDIUM,
                PARTIAL_LINE_TIMEOUT_MS_DOC,
                FILES_GROUP,
                4,
                Width.SHORT,
                "Partial line timeout")
            .define(
                ROTATION_WAIT_MS_CONFIG,
                Type.LONG,
                ROTATION_WAIT_MS_DEFAULT,
                Range.atLeast(0),
                Importance.LOW,
                ROTATION_WAIT_MS_DOC,
                FILES_GROUP,
                5,
                Width.SHORT,
                "Rotation wait")
            .define(
                MAX_OPEN_FILES_CONFIG,
                Type.INT,
                MAX_OPEN_FILES_DEFAULT,
                Range.atLeast(1),
                Importance.LOW,
                MAX_OPEN_FILES_DOC,
                FILES_GROUP,
                6,
                Width.SHORT,
                "Open files")
            .define(
                METRICS_MAX_FILES_CONFIG,
                Type.INT,
                METRICS_MAX_FILES_DEFAULT,
                Range.atLeast(0),
                Importance.LOW,
                METRICS_MAX_FILES_DOC,
                FILES_GROUP,
                7,
                Width.SHORT,
                "Files with metrics");
    return EtcdSettings.define(definition, ETCD_PREFIX, ETCD_GROUP);
  }

  /** The options that tasks know as well. */
  static List<String> taskOptions() {
    return definition().configKeys().values().stream()
        .filter(key -> Set.of(ACCESS_GROUP, RECORDS_GROUP, FILES_GROUP).contains(key.group))
        .map(key -> key.name)
        .toList();
  }

  int maxOpenFiles() {
    return getInt(MAX_OPEN_FILES_CONFIG);
  }

  /** The settings of etcd; nothing where the list stands in the configuration. */
  Optional<EtcdSettings> etcd() {
    return etcd;
  }

  /**
   * The keys and prefixes of the collect lists, this host filled in.
   *
   * @throws ConnectException where they name this host, and that cannot be found
   */
  List<EtcdRange> collectKeys() {
    return getList(COLLECT_KEYS_CONFIG).stream().map(this::fillIn).map(EtcdRange::of).toList();
  }

  Optional<String> collectList() {
    return Optional.ofNullable(getString(COLLECT_LIST_CONFIG));
  }

  String host() {
    return host;
  }

  /** Whether the host's name stands for whatever host this is, and is no fixed name. */
  boolean hostIsThisOne() {
    return !getString(HOST_CONFIG).equals(host);
  }

  AccessRules access() {
    return access;
  }

  ValueConverter valueConverter() {
    return valueConverter;
  }

  RecordRules recordRules() {
    return new RecordRules(valueConverter, recordFormat());
  }

  RecordFormat recordFormat() {
    return RecordFormat.of(getString(RECORD_FORMAT_CONFIG));
  }

  RecordKey recordKey() {
    return RecordKey.valueOf(getString(RECORD_KEY_CONFIG).toUpperCase(Locale.ROOT));
  }

  StartPosition startPosition() {
    return StartPosition.valueOf(getString(START_POSITION_CONFIG).toUpperCase(Locale.ROOT));
  }

  /** How many files of a task have metrics of their own. */
  int mostFileMetrics() {
    return getInt(METRICS_MAX_FILES_CONFIG);
  }

  /** How the files of an entry are followed. */
  TailSettings tailSettings(CollectEntry entry) {
    return new TailSettings(
        access.paths(), lineSettings(entry), Duration.ofMillis(getLong(ROTATION_WAIT_MS_CONFIG)));
  }

  private LineSettings lineSettings(CollectEntry entry) {
    LineLimit limit =
        new LineLimit(
            getInt(MAX_LINE_BYTES_CONFIG),
            LongLine.valueOf(getString(LONG_LINE_CONFIG).toUpperCase(Locale.ROOT)));
    Duration partialTimeout = Duration.ofMillis(getLong(PARTIAL_LINE_TIMEOUT_MS_CONFIG));
    if (entry.format().orElse(recordFormat()) == RecordFormat.LINES) {
      return LineSettings.chunks(
          entry.encoding(), limit, getInt(LINES_RECORD_BYTES_CONFIG), partialTimeout);
    }
    return entry
        .multiline()
        .map(multiline -> LineSettings.groups(entry.encoding(), limit, multiline, partialTimeout))
        .orElseGet(() -> LineSettings.singleLines(entry.encoding(), limit, partialTimeout));
  }

  /**
   * The key of the status; nothing where it is not wanted, or there is no etcd.
   *
   * @param connector its name; null while it has none, in a validation
   */
  Optional<String> statusKey(String connector) {
    return Optional.of(getString(STATUS_KEY_CONFIG))
        .filter(key -> !key.isEmpty() && etcd.isPresent())
        .map(key -> key.replace("{host}", host))
        .map(key -> connector == null ? key : key.replace("{connector}", connector));
  }

  private String fillIn(String text) {
    List<URI> endpoints = etcd.map(EtcdSettings::endpoints).orElse(List.of());
    return localHost.fillIn(text, endpoints);
  }
}
