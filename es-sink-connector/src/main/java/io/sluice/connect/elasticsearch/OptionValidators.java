package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.HeaderLines;
import io.sluice.connect.elasticsearch.client.ProxySettings;
import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.index.IndexName;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** What the value of a single option must be like. */
final class OptionValidators {

  static final Validator URLS =
      validator(
          OptionValidators::checkUrls, "one or more URLs that start with http:// or https://");

  static final Validator USERNAME =
      validator(OptionValidators::checkUsername, "not empty, without a colon");

  static final Validator SECRET = validator(OptionValidators::checkSecret, "not empty");

  static final Validator TOKEN =
      validator(OptionValidators::checkToken, "one line of ASCII without spaces");

  static final Validator HEADERS =
      validator(OptionValidators::checkHeaders, "Name: value, one per line");

  static final Validator PROXY_URL = validator(OptionValidators::checkProxyUrl, "http://host:port");

  static final Validator INDEX =
      validator(
          OptionValidators::checkIndex,
          "a legal index name, with {topic}, {timestamp:yyyy.MM.dd}, {key}, {header:<name>} and {field:/<json pointer>}");

  static final Validator TEMPLATE =
      validator(
          OptionValidators::checkTemplate,
          "text, with {key}, {header:<name>}, {field:/<json pointer>}, {topic} and {timestamp:<pattern>}");

  static final Validator DOCUMENT_ID =
      validator(
          OptionValidators::checkDocumentId, "offset, key, field:/<json pointer> or generated");

  static final Validator WRITE_METHOD =
      validator(OptionValidators::checkWriteMethod, WriteMethod.options().toString());

  static final Validator DOCUMENT_VERSION =
      validator(OptionValidators::checkDocumentVersion, "none, offset, timestamp or header:<name>");

  static final Validator DOCUMENT_METADATA =
      validator(
          OptionValidators::checkDocumentMetadata,
          "topic, partition, offset, timestamp, key, header:<name>, comma separated");

  static final Validator FIELD_NAME =
      validator(OptionValidators::checkFieldName, "a name that is not empty");

  static final Validator TOPIC_TO_INDEX =
      validator(OptionValidators::checkTopicToIndex, "topic:index, comma separated");

  private OptionValidators() {}

  /**
   * Parses the entries of {@code topic.to.index}.
   *
   * @throws IllegalArgumentException with a message that says which entry breaks which rule
   */
  static Map<String, String> parseTopicToIndex(List<String> entries) {
    Map<String, String> indexByTopic = new LinkedHashMap<>();
    for (String entry : entries) {
      int colon = entry.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("entry '" + entry + "' must be topic:index");
      }
      String topic = entry.substring(0, colon).trim();
      String index = entry.substring(colon + 1).trim();
      IndexName.problem(index)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(
                    "entry '" + entry + "': an index name " + problem);
              });
      if (indexByTopic.put(topic, index) != null) {
        throw new IllegalArgumentException("topic " + topic + " is there twice");
      }
    }
    return indexByTopic;
  }

  @SuppressWarnings("unchecked")
  private static void checkUrls(Object value) {
    List<String> urls = (List<String>) value;
    if (urls == null || urls.isEmpty()) {
      throw new IllegalArgumentException("at least one URL is needed");
    }
    ConnectionSettings.parseUrls(urls);
  }

  private static void checkUsername(Object value) {
    if (value instanceof String name && (name.isBlank() || name.indexOf(':') >= 0)) {
      throw new IllegalArgumentException("must not be empty and must not contain a colon");
    }
  }

  private static void checkSecret(Object value) {
    if (value instanceof Password secret && secret.value().isBlank()) {
      throw new IllegalArgumentException("must not be empty; leave the option out instead");
    }
  }

  private static void checkToken(Object value) {
    checkSecret(value);
    if (value instanceof Password token
        && !token.value().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("must be one line of ASCII without spaces");
    }
  }

  private static void checkHeaders(Object value) {
    if (value instanceof Password lines) {
      HeaderLines.parse(lines);
    }
  }

  private static void checkProxyUrl(Object value) {
    if (value instanceof String url) {
      ProxySettings.parseUrl(url);
    }
  }

  private static void checkIndex(Object value) {
    requireValue(value);
    IndexNameTemplate.parse((String) value);
  }

  private static void checkTemplate(Object value) {
    if (value != null) {
      String text = (String) value;
      if (text.isBlank()) {
        throw new IllegalArgumentException("must not be empty; leave the option out instead");
      }
      TextTemplate.parse(text);
    }
  }

  private static void checkDocumentId(Object value) {
    requireValue(value);
    IdSource.parse((String) value);
  }

  private static void checkWriteMethod(Object value) {
    if (value != null && !WriteMethod.options().contains(value)) {
      throw new IllegalArgumentException(
          "'" + value + "' must be one of " + String.join(", ", WriteMethod.options()));
    }
  }

  private static void checkDocumentVersion(Object value) {
    requireValue(value);
    VersionSource.parse((String) value);
  }

  @SuppressWarnings("unchecked")
  private static void checkDocumentMetadata(Object value) {
    requireValue(value);
    KafkaMetadata.parse(KafkaMetadata.NONE.field(), (List<String>) value);
  }

  private static void checkFieldName(Object value) {
    requireValue(value);
    if (((String) value).isBlank()) {
      throw new IllegalArgumentException("must not be empty; leave the option out instead");
    }
  }

  @SuppressWarnings("unchecked")
  private static void checkTopicToIndex(Object value) {
    requireValue(value);
    parseTopicToIndex((List<String>) value);
  }

  /** JSON can hold null where an option has a default. */
  private static void requireValue(Object value) {
    if (value == null) {
      throw new IllegalArgumentException("must not be null; leave the option out instead");
    }
  }

  /**
   * Says which option is wrong and why; not the value, which may be a secret, unless the reason
   * does.
   */
  static Validator validator(Consumer<Object> check, String description) {
    return LambdaValidator.with(
        (name, value) -> {
          try {
            check.accept(value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(
                "Invalid value for configuration " + name + ": " + e.getMessage());
          }
        },
        () -> description);
  }
}
