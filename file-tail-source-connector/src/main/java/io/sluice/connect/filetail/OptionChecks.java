package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.connect.filetail.collect.ValueConverter;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;

/** The rules for options that Kafka has no validator for: of one option, and between options. */
final class OptionChecks {

  private OptionChecks() {}

  static void keys(String name, Object value) {
    List<?> keys = (List<?>) value;
    if (keys.stream().anyMatch(key -> ((String) key).isBlank())) {
      throw new ConfigException(
          name,
          value,
          "a key between the commas, or after the last one, is empty; remove the comma");
    }
  }

  static void folders(String name, Object value) {
    List<?> folders = (List<?>) value;
    if (folders.isEmpty()
        || !folders.stream().allMatch(folder -> isAbsolutePath((String) folder))) {
      throw new ConfigException(
          name, value, "name at least one folder, each absolute, for instance /var/log");
    }
  }

  private static boolean isAbsolutePath(String folder) {
    try {
      return Path.of(folder).isAbsolute();
    } catch (InvalidPathException invalid) {
      return false;
    }
  }

  static void pattern(String name, Object value) {
    try {
      Pattern.compile((String) value);
    } catch (PatternSyntaxException invalid) {
      throw new ConfigException(
          name, value, "is no regular expression: " + invalid.getDescription());
    }
  }

  /** Why the status cannot be written to its key: each status would be a new list. */
  static Optional<String> statusKeyProblem(Optional<String> statusKey, List<EtcdRange> lists) {
    return statusKey.flatMap(
        key ->
            lists.stream()
                .filter(list -> list.prefix() ? key.startsWith(list.key()) : key.equals(list.key()))
                .findFirst()
                .map(
                    list ->
                        "the status would be written to "
                            + key
                            + ", which "
                            + FileTailConfig.COLLECT_KEYS_CONFIG
                            + " takes for a collect list ("
                            + list
                            + "); choose another key, or narrow "
                            + FileTailConfig.COLLECT_KEYS_CONFIG));
  }

  /**
   * Checks what holds between options, as {@link FileTailValidation} does, for a connector that is
   * started without having been validated.
   *
   * @throws ConfigException that names the option to change
   */
  static void requireConsistent(FileTailConfig config, String connector) {
    RecordFormat format = config.recordFormat();
    ValueConverter converter = config.valueConverter();
    converter
        .problem(format)
        .ifPresent(
            problem -> {
              throw wrong(FileTailConfig.RECORD_FORMAT_CONFIG, problem);
            });
    statusKeyProblem(config.statusKey(connector), config.collectKeys())
        .ifPresent(
            problem -> {
              throw wrong(FileTailConfig.STATUS_KEY_CONFIG, problem);
            });
  }

  private static ConfigException wrong(String option, String problem) {
    return new ConfigException("The option " + option + " is wrong: " + problem);
  }
}
