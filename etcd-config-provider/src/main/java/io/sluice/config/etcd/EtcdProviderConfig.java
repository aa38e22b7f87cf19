package io.sluice.config.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The parameters of {@link EtcdConfigProvider}. */
final class EtcdProviderConfig extends AbstractConfig {

  static final String ALLOWED_PREFIXES_CONFIG = "allowed.prefixes";
  static final String ALLOWED_PREFIXES_DEFAULT = "";
  static final String ALLOWED_PREFIXES_DOC =
      "What may be read: keys, and everything below them, comma separated. /app allows /app and "
          + "/app/db but not /apple; /app/ allows only what is below it. Everything may be read "
          + "where this is left out.";

  static final String TTL_MS_CONFIG = "ttl.ms";
  static final long TTL_MS_DEFAULT = 0;
  static final String TTL_MS_DOC =
      "After how many milliseconds Connect restarts connectors to read their values again; 0 for "
          + "never.";

  private static final String CONNECTION_GROUP = "Connection";
  private static final String ACCESS_GROUP = "Access";

  private final EtcdSettings settings;
  private final AllowedPrefixes allowedPrefixes;
  private final Optional<Duration> ttl;

  /**
   * @throws ConfigException that lists what is wrong
   */
  EtcdProviderConfig(Map<String, ?> parameters) {
    super(definition(), parameters, Map.of(), false);
    requireKnown(parameters);
    this.settings = EtcdSettings.from(this, "");
    this.allowedPrefixes = new AllowedPrefixes(getList(ALLOWED_PREFIXES_CONFIG));
    long millis = getLong(TTL_MS_CONFIG);
    this.ttl = millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  /** An empty one would allow all that begins with a slash. */
  private static void requirePrefixes(String name, Object value) {
    List<?> prefixes = (List<?>) value;
    if (prefixes.stream().anyMatch(prefix -> ((String) prefix).isBlank())) {
      throw new ConfigException(
          name,
          value,
          "a prefix between the commas, or after the last one, is empty; remove the comma");
    }
  }

  static ConfigDef definition() {
    return EtcdSettings.define(new ConfigDef(), "", CONNECTION_GROUP)
        .define(
            ALLOWED_PREFIXES_CONFIG,
            Type.LIST,
            ALLOWED_PREFIXES_DEFAULT,
            ConfigDef.LambdaValidator.with(
                EtcdProviderConfig::requirePrefixes, () -> "keys, none of them empty"),
            Importance.HIGH,
            ALLOWED_PREFIXES_DOC,
            ACCESS_GROUP,
            1,
            Width.LONG,
            "Allowed prefixes")
        .define(
            TTL_MS_CONFIG,
            Type.LONG,
            TTL_MS_DEFAULT,
            Range.atLeast(0),
            Importance.LOW,
            TTL_MS_DOC,
            ACCESS_GROUP,
            2,
            Width.SHORT,
            "Time to live");
  }

  EtcdSettings settings() {
    return settings;
  }

  AllowedPrefixes allowedPrefixes() {
    return allowedPrefixes;
  }

  /** How long values hold; empty where they hold for ever. */
  Optional<Duration> ttl() {
    return ttl;
  }

  /** A misspelt allowed.prefixes must not open everything. */
  private static void requireKnown(Map<String, ?> parameters) {
    TreeSet<String> unknown = new TreeSet<>(parameters.keySet());
    unknown.removeAll(definition().names());
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "The etcd config provider has no parameter "
              + unknown
              + "; it has "
              + new TreeSet<>(definition().names()));
    }
  }
}
