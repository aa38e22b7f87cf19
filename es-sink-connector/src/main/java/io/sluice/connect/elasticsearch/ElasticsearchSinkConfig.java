package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.BulkSettings;
import io.sluice.connect.elasticsearch.bulk.MalformedDocumentBehavior;
import io.sluice.connect.elasticsearch.bulk.NullValueBehavior;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of the connector, which are those of its tasks. Parsed once; what concerns several
 * options at once is in {@link ConfigRules}.
 */
final class ElasticsearchSinkConfig extends AbstractConfig {

  private static final String CONNECTION_GROUP = "Connection";

  static final String CONNECTION_URL_CONFIG = "connection.url";
  private static final String CONNECTION_URL_DOC =
      "URLs of one or more nodes of the cluster, comma separated, for instance https://es1.example.com:9200,https://es2.example.com:9200. Without a port, 80 or 443 as the scheme says.";

  static final String CONNECTION_USERNAME_CONFIG = "connection.username";
  private static final String CONNECTION_USERNAME_DOC =
      "User name for basic authentication, together with connection.password.";

  static final String CONNECTION_PASSWORD_CONFIG = "connection.password";
  private static final String CONNECTION_PASSWORD_DOC = "Password of connection.username.";

  static final String CONNECTION_API_KEY_CONFIG = "connection.api.key";
  private static final String CONNECTION_API_KEY_DOC =
      "API key, instead of a user name and password: either encoded, as Kibana shows it, or as id:key.";

  private static final String TARGET_GROUP = "Target";

  static final String INDEX_CONFIG = "index";
  static final String INDEX_DEFAULT = IndexNameTemplate.TOPIC;
  private static final String INDEX_DOC =
      "Name of the index, alias or data stream of each topic, in which {topic} stands for the topic in lower case; for instance logs-{topic}-default. Where transformations rename the topic, its new name counts.";

  static final String TOPIC_TO_INDEX_CONFIG = "topic.to.index";
  static final String TOPIC_TO_INDEX_DEFAULT = "";
  private static final String TOPIC_TO_INDEX_DOC =
      "Exceptions from index: topic:index, comma separated. Where transformations rename the topic, its new name counts.";

  static final String CREATE_CONFIG = "create";
  static final String CREATE_DEFAULT = CreateMode.INDEX.toString();
  private static final String CREATE_DOC =
      "What is created when it does not exist: index, which Elasticsearch sets up after its templates; data-stream, for which an index template with data_stream must be there; or none, so that a missing target fails the task. A task looks when it first writes to a target. One that is deleted later Elasticsearch makes anew by itself, unless action.auto_create_index or the privileges of the connector's user forbid it.";

  static final String DOCUMENT_ID_CONFIG = "document.id";
  static final String DOCUMENT_ID_DEFAULT = "offset";
  private static final String DOCUMENT_ID_DOC =
      "What the id of a document is made of: offset is the topic, partition and offset the record came from, so that a record which is sent again is found to be there already.";

  private static final String DOCUMENT_GROUP = "Documents";

  static final String BEHAVIOR_ON_NULL_VALUES_CONFIG = "behavior.on.null.values";
  static final String BEHAVIOR_ON_NULL_VALUES_DEFAULT = NullValueBehavior.IGNORE.toString();
  private static final String BEHAVIOR_ON_NULL_VALUES_DOC =
      "What is done with a record that has no value: ignore passes over it, fail fails the task.";

  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG = "behavior.on.malformed.documents";
  static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DEFAULT =
      MalformedDocumentBehavior.FAIL.toString();
  private static final String BEHAVIOR_ON_MALFORMED_DOCUMENTS_DOC =
      "What is done with a record that cannot be indexed, because no document can be made of it or because it does not fit the mapping: fail fails the task, warn passes over it with a warning in the log, ignore passes over it, report sends it to Connect's dead letter queue.";

  private static final String BATCHING_GROUP = "Batching";

  static final String BATCH_SIZE_CONFIG = "batch.size";
  static final int BATCH_SIZE_DEFAULT = 5000;
  private static final String BATCH_SIZE_DOC = "The most documents in one bulk request.";

  static final String BATCH_BYTES_CONFIG = "batch.bytes";
  static final int BATCH_BYTES_DEFAULT = 5 * 1024 * 1024;
  private static final String BATCH_BYTES_DOC =
      "The most bytes in one bulk request; a single larger document is sent by itself. Elasticsearch's own limit is http.max_content_length, 100 MB by default.";

  static final String LINGER_MS_CONFIG = "linger.ms";
  static final long LINGER_MS_DEFAULT = 100;
  private static final String LINGER_MS_DOC =
      "How many milliseconds a bulk request that is not full waits for more documents.";

  static final String MAX_IN_FLIGHT_REQUESTS_CONFIG = "max.in.flight.requests";
  static final int MAX_IN_FLIGHT_REQUESTS_DEFAULT = 4;
  private static final String MAX_IN_FLIGHT_REQUESTS_DOC =
      "The most bulk requests that each task has under way at once. A task holds two more batches than this in memory before it pauses its consumer.";

  private static final String RETRIES_GROUP = "Retries";

  static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";
  static final int REQUEST_TIMEOUT_MS_DEFAULT = 30_000;
  private static final String REQUEST_TIMEOUT_MS_DOC =
      "How many milliseconds to wait for a connection and for an answer, before the request is sent again.";

  static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";
  static final long RETRY_BACKOFF_MS_DEFAULT = 100;
  private static final String RETRY_BACKOFF_MS_DOC =
      "How many milliseconds to wait before the first repetition; doubled with each further one, and shortened by a random part. What may heal is repeated for as long as it takes.";

  static final String RETRY_BACKOFF_MAX_MS_CONFIG = "retry.backoff.max.ms";
  static final long RETRY_BACKOFF_MAX_MS_DEFAULT = 10_000;
  private static final String RETRY_BACKOFF_MAX_MS_DOC =
      "The most milliseconds to wait before a repetition.";

  static final ConfigDef CONFIG_DEF = define();

  private final ConnectionSettings connection;
  private final IndexNameTemplate index;
  private final Map<String, String> topicToIndex;
  private final CreateMode createMode;
  private final BulkSettings bulk;

  /**
   * Parses the options.
   *
   * @throws ConfigException with all that is wrong
   */
  ElasticsearchSinkConfig(Map<String, String> properties) {
    super(CONFIG_DEF, properties, false);
    String problems =
        ConfigRules.check(values(), properties).stream()
            .map(problem -> problem.option() + ": " + problem.message())
            .collect(Collectors.joining(" "));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    int maxInFlight = getInt(MAX_IN_FLIGHT_REQUESTS_CONFIG);
    connection =
        new ConnectionSettings(
            ConnectionSettings.parseUrls(getList(CONNECTION_URL_CONFIG)),
            Optional.ofNullable(getString(CONNECTION_USERNAME_CONFIG)),
            Optional.ofNullable(getPassword(CONNECTION_PASSWORD_CONFIG)),
            Optional.ofNullable(getPassword(CONNECTION_API_KEY_CONFIG)),
            Duration.ofMillis(getInt(REQUEST_TIMEOUT_MS_CONFIG)),
            maxInFlight);
    index = IndexNameTemplate.parse(getString(INDEX_CONFIG));
    topicToIndex = OptionValidators.parseTopicToIndex(getList(TOPIC_TO_INDEX_CONFIG));
    createMode = CreateMode.parse(getString(CREATE_CONFIG));
    bulk =
        new BulkSettings(
            getInt(BATCH_SIZE_CONFIG),
            getInt(BATCH_BYTES_CONFIG),
            Duration.ofMillis(getLong(LINGER_MS_CONFIG)),
            maxInFlight,
            Duration.ofMillis(getLong(RETRY_BACKOFF_MS_CONFIG)),
            Duration.ofMillis(getLong(RETRY_BACKOFF_MAX_MS_CONFIG)),
            NullValueBehavior.parse(getString(BEHAVIOR_ON_NULL_VALUES_CONFIG)),
            MalformedDocumentBehavior.parse(getString(BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG)));
  }

  ConnectionSettings connection() {
    return connection;
  }

  /** Resolves topics; it remembers what it resolved, so each task has its own. */
  TopicIndices topicIndices() {
    return new TopicIndices(index, topicToIndex);
  }

  CreateMode createMode() {
    return createMode;
  }

  BulkSettings bulk() {
    return bulk;
  }

  private static ConfigDef define() {
    ConfigDef def = new ConfigDef();
    int order = 0;
    def.define(
        CONNECTION_URL_CONFIG,
        Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        OptionValidators.URLS,
        Importance.HIGH,
        CONNECTION_URL_DOC,
        CONNECTION_GROUP,
        ++order,
        Width.LONG,
        "URLs");
    def.define(
        CONNECTION_USERNAME_CONFIG,
        Type.STRING,
        null,
        OptionValidators.USERNAME,
        Importance.MEDIUM,
        CONNECTION_USERNAME_DOC,
        CONNECTION_GROUP,
        ++order,
        Width.MEDIUM,
        "User name");
    def.define(
        CONNECTION_PASSWORD_CONFIG,
        Type.PASSWORD,
        null,
        OptionValidators.SECRET,
        Importance.MEDIUM,
        CONNECTION_PASSWORD_DOC,
        CONNECTION_GROUP,
        ++order,
        Width.MEDIUM,
        "Password");
    def.define(
        CONNECTION_API_KEY_CONFIG,
        Type.PASSWORD,
        null,
        OptionValidators.SECRET,
        Importance.MEDIUM,
        CONNECTION_API_KEY_DOC,
        CONNECTION_GROUP,
        ++order,
        Width.MEDIUM,
        "API key");

    order = 0;
    def.define(
        INDEX_CONFIG,
        Type.STRING,
        INDEX_DEFAULT,
        OptionValidators.INDEX,
        Importance.HIGH,
        INDEX_DOC,
        TARGET_GROUP,
        ++order,
        Width.MEDIUM,
        "Index");
    def.define(
        TOPIC_TO_INDEX_CONFIG,
        Type.LIST,
        TOPIC_TO_INDEX_DEFAULT,
        OptionValidators.TOPIC_TO_INDEX,
        Importance.MEDIUM,
        TOPIC_TO_INDEX_DOC,
        TARGET_GROUP,
        ++order,
        Width.LONG,
        "Topics with an index of their own");
    def.define(
        CREATE_CONFIG,
        Type.STRING,
        CREATE_DEFAULT,
        oneOf(CreateMode.options()),
        Importance.HIGH,
        CREATE_DOC,
        TARGET_GROUP,
        ++order,
        Width.SHORT,
        "Create");
    def.define(
        DOCUMENT_ID_CONFIG,
        Type.STRING,
        DOCUMENT_ID_DEFAULT,
        ValidString.in(DOCUMENT_ID_DEFAULT),
        Importance.MEDIUM,
        DOCUMENT_ID_DOC,
        TARGET_GROUP,
        ++order,
        Width.SHORT,
        "Document id");

    order = 0;
    def.define(
        BEHAVIOR_ON_NULL_VALUES_CONFIG,
        Type.STRING,
        BEHAVIOR_ON_NULL_VALUES_DEFAULT,
        oneOf(NullValueBehavior.options()),
        Importance.MEDIUM,
        BEHAVIOR_ON_NULL_VALUES_DOC,
        DOCUMENT_GROUP,
        ++order,
        Width.SHORT,
        "Records without a value");
    def.define(
        BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG,
        Type.STRING,
        BEHAVIOR_ON_MALFORMED_DOCUMENTS_DEFAULT,
        oneOf(MalformedDocumentBehavior.options()),
        Importance.MEDIUM,
        BEHAVIOR_ON_MALFORMED_DOCUMENTS_DOC,
        DOCUMENT_GROUP,
        ++order,
        Width.SHORT,
        "Malformed documents");

    order = 0;
    def.define(
        BATCH_SIZE_CONFIG,
        Type.INT,
        BATCH_SIZE_DEFAULT,
        Range.between(1, 100_000),
        Importance.MEDIUM,
        BATCH_SIZE_DOC,
        BATCHING_GROUP,
        ++order,
        Width.SHORT,
        "Documents per request");
    def.define(
        BATCH_BYTES_CONFIG,
        Type.INT,
        BATCH_BYTES_DEFAULT,
        Range.between(1024, 100 * 1024 * 1024),
        Importance.MEDIUM,
        BATCH_BYTES_DOC,
        BATCHING_GROUP,
        ++order,
        Width.SHORT,
        "Bytes per request");
    def.define(
        LINGER_MS_CONFIG,
        Type.LONG,
        LINGER_MS_DEFAULT,
        Range.between(0, 60_000),
        Importance.LOW,
        LINGER_MS_DOC,
        BATCHING_GROUP,
        ++order,
        Width.SHORT,
        "Linger (ms)");
    def.define(
        MAX_IN_FLIGHT_REQUESTS_CONFIG,
        Type.INT,
        MAX_IN_FLIGHT_REQUESTS_DEFAULT,
        Range.between(1, 100),
        Importance.MEDIUM,
        MAX_IN_FLIGHT_REQUESTS_DOC,
        BATCHING_GROUP,
        ++order,
        Width.SHORT,
        "Requests in flight");

    order = 0;
    def.define(
        REQUEST_TIMEOUT_MS_CONFIG,
        Type.INT,
        REQUEST_TIMEOUT_MS_DEFAULT,
        Range.between(100, 3_600_000),
        Importance.LOW,
        REQUEST_TIMEOUT_MS_DOC,
        RETRIES_GROUP,
        ++order,
        Width.SHORT,
        "Request timeout (ms)");
    def.define(
        RETRY_BACKOFF_MS_CONFIG,
        Type.LONG,
        RETRY_BACKOFF_MS_DEFAULT,
        Range.between(1, 3_600_000),
        Importance.LOW,
        RETRY_BACKOFF_MS_DOC,
        RETRIES_GROUP,
        ++order,
        Width.SHORT,
        "First backoff (ms)");
    def.define(
        RETRY_BACKOFF_MAX_MS_CONFIG,
        Type.LONG,
        RETRY_BACKOFF_MAX_MS_DEFAULT,
        Range.between(1, 3_600_000),
        Importance.LOW,
        RETRY_BACKOFF_MAX_MS_DOC,
        RETRIES_GROUP,
        ++order,
        Width.SHORT,
        "Longest backoff (ms)");
    return def;
  }

  private static ValidString oneOf(List<String> options) {
    return ValidString.in(options.toArray(String[]::new));
  }
}
