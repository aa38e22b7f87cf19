package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/** Where the collect lists are, which host they are for, and where their status is written. */
final class CollectOptions {

  static final String COLLECT_KEYS_CONFIG = "collect.keys";
  static final String COLLECT_KEYS_DOC =
      "etcd keys that hold collect lists, comma separated. A key that ends in / is a prefix: each"
          + " key under it holds one entry, or a list. {ip} and {hostname} stand for this host's."
          + " Changes take effect as they are written. Exactly one of collect.keys and collect.list"
          + " is set.";

  static final String COLLECT_LIST_CONFIG = "collect.list";
  static final String COLLECT_LIST_DOC =
      "The collect list itself, as JSON: an array of {\"path\": …, \"topic\": …}.";

  static final String HOST_CONFIG = "host";
  static final String HOST_DEFAULT = "{hostname}";
  static final String HOST_DOC =
      "This host's name in source offsets and documents. {hostname} and {ip} stand for this host's."
          + " Changing it makes every file a new one.";

  static final String STATUS_KEY_CONFIG = "status.key";
  static final String STATUS_KEY_DEFAULT = "/sluice/status/{host}/{connector}";
  static final String STATUS_KEY_DOC =
      "etcd key to which the outcome of each collect list is written. {host} is the option host."
          + " It must not be one that collect.keys takes for a list. Empty: nowhere.";

  static final String AGENT_KEY_CONFIG = "agent.key";
  static final String AGENT_KEY_DEFAULT = "/sluice/agents/{host}/{connector}";
  static final String AGENT_KEY_DOC =
      "etcd key at which the connector shows that it runs, on which host and with how many tasks."
          + " It is gone half a minute after the worker died. It must not be one that collect.keys"
          + " takes for a list. Empty: none.";

  static final String LIST_CACHE_CONFIG = "list.cache.folder";
  static final String LIST_CACHE_DEFAULT = "{tmp}/sluice-{user}";
  static final String LIST_CACHE_DOC =
      "A folder of the worker's user alone, in which the last good list is kept for a start while"
          + " etcd is away. {tmp} stands for Java's folder of temporary files, {user} for the"
          + " worker's user. It is made if it is missing. Empty: none; such a start then goes on"
          + " with the list as it was when the tasks were started last.";

  static final String ETCD_PREFIX = "etcd.";

  private static final String GROUP = "Collect list";
  private static final String ETCD_GROUP = "etcd";

  private final LocalHost localHost;
  private final Optional<EtcdSettings> etcd;
  private final List<String> keys;
  private final Optional<String> list;
  private final String givenHost;
  private final String host;
  private final String statusKey;
  private final String agentKey;
  private final String listCache;

  /**
   * @throws ConnectException where the option host stands for this host, and that cannot be found
   */
  CollectOptions(AbstractConfig config, LocalHost localHost) {
    this.localHost = new RememberedHost(localHost);
    this.keys = config.getList(COLLECT_KEYS_CONFIG);
    this.list = Optional.ofNullable(config.getString(COLLECT_LIST_CONFIG));
    this.etcd =
        keys.isEmpty() ? Optional.empty() : Optional.of(EtcdSettings.from(config, ETCD_PREFIX));
    this.givenHost = config.getString(HOST_CONFIG);
    this.host = fillIn(givenHost);
    this.statusKey = config.getString(STATUS_KEY_CONFIG);
    this.agentKey = config.getString(AGENT_KEY_CONFIG);
    this.listCache = config.getString(LIST_CACHE_CONFIG);
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            COLLECT_KEYS_CONFIG,
            Type.LIST,
            "",
            CollectOptions::checkKeys,
            Importance.HIGH,
            COLLECT_KEYS_DOC,
            GROUP,
            1,
            Width.LONG,
            "Collect list keys")
        .define(
            COLLECT_LIST_CONFIG,
            Type.STRING,
            null,
            Importance.HIGH,
            COLLECT_LIST_DOC,
            GROUP,
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
            GROUP,
            3,
            Width.MEDIUM,
            "Host")
        .define(
            STATUS_KEY_CONFIG,
            Type.STRING,
            STATUS_KEY_DEFAULT,
            Importance.LOW,
            STATUS_KEY_DOC,
            GROUP,
            4,
            Width.LONG,
            "Status key")
        .define(
            AGENT_KEY_CONFIG,
            Type.STRING,
            AGENT_KEY_DEFAULT,
            Importance.LOW,
            AGENT_KEY_DOC,
            GROUP,
            5,
            Width.LONG,
            "Agent key")
        .define(
            LIST_CACHE_CONFIG,
            Type.STRING,
            LIST_CACHE_DEFAULT,
            Importance.LOW,
            LIST_CACHE_DOC,
            GROUP,
            6,
            Width.LONG,
            "Folder of the last list");
  }

  /** Adds how etcd is reached, in a group of its own. */
  static ConfigDef defineEtcd(ConfigDef definition) {
    return EtcdSettings.define(definition, ETCD_PREFIX, ETCD_GROUP);
  }

  private static void checkKeys(String name, Object value) {
    List<?> keys = (List<?>) value;
    if (keys.stream().anyMatch(key -> ((String) key).isBlank())) {
      throw new ConfigException(
          name,
          value,
          "a key between the commas, or after the last one, is empty; remove the comma");
    }
  }

  /** The settings of etcd; nothing where the list stands in the configuration. */
  Optional<EtcdSettings> etcd() {
    return etcd;
  }

  /**
   * The keys and prefixes of the collect lists, this host filled in; always the same.
   *
   * @throws ConnectException where they name this host, and that cannot be found
   */
  List<EtcdRange> keys() {
    return keys.stream().map(this::fillIn).map(EtcdRange::of).toList();
  }

  /** The list that stands in the configuration itself. */
  Optional<String> list() {
    return list;
  }

  String host() {
    return host;
  }

  /** This host's address, as etcd sees it; always that which {@link #keys} may hold. */
  String address() {
    return localHost.address(etcd.map(EtcdSettings::endpoints).orElse(List.of()));
  }

  /** Where the last good list of etcd is kept; nothing where it is not. */
  Optional<LastList> lastList(String connector) {
    return cache()
        .map(
            folder ->
                new LastList(folder, connector, etcd.orElseThrow().endpoints() + " " + keys()));
  }

  private Optional<OwnFolder> cache() {
    return Optional.of(listCache)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> folder.replace("{tmp}", System.getProperty("java.io.tmpdir")))
        .map(folder -> folder.replace("{user}", System.getProperty("user.name")))
        .map(folder -> new OwnFolder(Path.of(folder)));
  }

  /** Whether the host's name stands for whatever host this is, and is no fixed name. */
  boolean hostIsThisOne() {
    return !givenHost.equals(host);
  }

  /**
   * The key of the status; nothing where it is not wanted, or there is no etcd.
   *
   * @param connector its name; null while it has none, in a validation
   */
  Optional<String> statusKey(String connector) {
    return key(statusKey, connector);
  }

  /**
   * The key at which the connector registers; nothing where it does not.
   *
   * @param connector its name; null while it has none, in a validation
   */
  Optional<String> agentKey(String connector) {
    return key(agentKey, connector);
  }

  private Optional<String> key(String template, String connector) {
    return Optional.of(template)
        .filter(key -> !key.isEmpty() && etcd.isPresent())
        .map(key -> key.replace("{host}", host))
        .map(key -> connector == null ? key : key.replace("{connector}", connector));
  }

  /**
   * Which options name keys that cannot be written to, and why: each write would be a new list.
   *
   * @param lists what {@link #keys} gave
   */
  Map<String, String> writtenKeyProblems(String connector, List<EtcdRange> lists) {
    Map<String, String> problems = new LinkedHashMap<>();
    statusKey(connector)
        .flatMap(key -> problem("the status", key, lists))
        .ifPresent(problem -> problems.put(STATUS_KEY_CONFIG, problem));
    agentKey(connector)
        .flatMap(key -> problem("the registration", key, lists))
        .ifPresent(problem -> problems.put(AGENT_KEY_CONFIG, problem));
    return problems;
  }

  private static Optional<String> problem(String what, String key, List<EtcdRange> lists) {
    return lists.stream()
        .filter(range -> range.prefix() ? key.startsWith(range.key()) : key.equals(range.key()))
        .findFirst()
        .map(
            range ->
                what
                    + " would be written to "
                    + key
                    + ", which "
                    + COLLECT_KEYS_CONFIG
                    + " takes for a collect list ("
                    + range
                    + "); choose another key, or narrow "
                    + COLLECT_KEYS_CONFIG);
  }

  private String fillIn(String text) {
    List<URI> endpoints = etcd.map(EtcdSettings::endpoints).orElse(List.of());
    return localHost.fillIn(text, endpoints);
  }
}
