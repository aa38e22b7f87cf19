package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which index, alias or data stream a record goes to. */
final class TargetOptions {

  private static final String GROUP = "Target";

  static final String INDEX_CONFIG = "index";
  static final String INDEX_DEFAULT = IndexNameTemplate.TOPIC;
  private static final String INDEX_DOC =
      "Name of the index, alias or data stream that a record goes to; for instance logs-{topic}-default. In it {topic} stands for the topic, {timestamp:yyyy.MM.dd} for the record's time in UTC, {key} for its key, {header:<name>} for a header and {field:/<json pointer>} for a field of the document, each in lower case. A record that no legal name comes of is malformed. Where transformations rename the topic, its new name counts.";

  static final String TOPIC_TO_INDEX_CONFIG = "topic.to.index";
  static final String TOPIC_TO_INDEX_DEFAULT = "";
  private static final String TOPIC_TO_INDEX_DOC =
      "Exceptions from index: topic:index, comma separated. Where transformations rename the topic, its new name counts.";

  static final String CREATE_CONFIG = "create";
  static final String CREATE_DEFAULT = CreateMode.INDEX.toString();
  private static final String CREATE_DOC =
      "What is created when it does not exist: index, which Elasticsearch sets up after its templates; data-stream, for which an index template with data_stream must be there; or none, so that a missing target fails the task. A task looks when it first writes to a target. One that is deleted later Elasticsearch makes anew by itself, unless action.auto_create_index or the privileges of the connector's user forbid it.";

  private final IndexNameTemplate index;
  private final Map<String, String> topicToIndex;
  private final CreateMode createMode;

  TargetOptions(AbstractConfig config) {
    index = IndexNameTemplate.parse(config.getString(INDEX_CONFIG));
    topicToIndex = OptionValidators.parseTopicToIndex(config.getList(TOPIC_TO_INDEX_CONFIG));
    createMode = CreateMode.parse(config.getString(CREATE_CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            INDEX_CONFIG,
            Type.STRING,
            INDEX_DEFAULT,
            OptionValidators.INDEX,
            Importance.HIGH,
            INDEX_DOC,
            GROUP,
            1,
            Width.MEDIUM,
            "Index")
        .define(
            TOPIC_TO_INDEX_CONFIG,
            Type.LIST,
            TOPIC_TO_INDEX_DEFAULT,
            OptionValidators.TOPIC_TO_INDEX,
            Importance.MEDIUM,
            TOPIC_TO_INDEX_DOC,
            GROUP,
            2,
            Width.LONG,
            "Topics with an index of their own")
        .define(
            CREATE_CONFIG,
            Type.STRING,
            CREATE_DEFAULT,
            ValidString.in(CreateMode.options().toArray(String[]::new)),
            Importance.HIGH,
            CREATE_DOC,
            GROUP,
            3,
            Width.SHORT,
            "Create");
  }

  /** Resolves topics; it remembers what it resolved, so each task has its own. */
  TopicIndices topicIndices() {
    return new TopicIndices(index, topicToIndex);
  }

  /** The indices of topics, where nothing but the topic decides. */
  List<Known> knownTargets(Collection<String> topics) {
    TopicIndices indices = topicIndices();
    return topics.stream()
        .filter(topic -> topicToIndex.containsKey(topic) || !indices.dependOnRecord())
        .map(
            topic ->
                new Known(
                    indices.check(topic),
                    topicToIndex.containsKey(topic) ? TOPIC_TO_INDEX_CONFIG : INDEX_CONFIG))
        .distinct()
        .toList();
  }

  /**
   * An index, alias or data stream that is known before any record is.
   *
   * @param option that names it
   */
  record Known(String index, String option) {}

  /** The option as it stands. */
  String index() {
    return index.toString();
  }

  CreateMode createMode() {
    return createMode;
  }
}
