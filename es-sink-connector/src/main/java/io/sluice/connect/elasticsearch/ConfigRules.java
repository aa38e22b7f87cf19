package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.MalformedDocumentBehavior;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.HeaderLines;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.index.UnusableTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/**
 * The rules that concern several options at once. Each is checked where the options it concerns are
 * valid by themselves; a value that is not is null here.
 */
final class ConfigRules {

  /** Options of Connect's own that ours depend on. */
  private static final String TOPICS = "topics";

  private static final String TRANSFORMS = "transforms";
  private static final String ERRORS_TOLERANCE = "errors.tolerance";
  private static final String DEAD_LETTER_QUEUE = "errors.deadletterqueue.topic.name";

  private final Map<String, ?> values;
  private final Map<String, String> properties;
  private final List<Problem> problems = new ArrayList<>();

  private ConfigRules(Map<String, ?> values, Map<String, String> properties) {
    this.values = values;
    this.properties = properties;
  }

  /**
   * Checks all rules.
   *
   * @param values the parsed values by option
   * @param properties the whole configuration, Connect's own options included
   */
  static List<Problem> check(Map<String, ?> values, Map<String, String> properties) {
    ConfigRules rules = new ConfigRules(values, properties);
    rules.urlsOfOneCluster();
    rules.oneKindOfCredentials();
    rules.proxyAndItsUser();
    rules.backoffOrder();
    rules.topicsHaveIndices();
    rules.reportHasDeadLetterQueue();
    DocumentRules.check(values, rules::add);
    rules.templateIsForWhatIsCreated();
    return rules.problems;
  }

  private void urlsOfOneCluster() {
    List<String> urls = list(ConnectionOptions.CONNECTION_URL_CONFIG);
    long paths =
        ConnectionSettings.parseUrls(urls).stream()
            .map(url -> url.getRawPath().replaceFirst("/$", ""))
            .distinct()
            .count();
    if (paths > 1) {
      add(ConnectionOptions.CONNECTION_URL_CONFIG, "All URLs must have the same path.");
    }
  }

  private void oneKindOfCredentials() {
    together(
        ConnectionOptions.CONNECTION_USERNAME_CONFIG, ConnectionOptions.CONNECTION_PASSWORD_CONFIG);
    List<String> kinds = new ArrayList<>();
    if (isSet(ConnectionOptions.CONNECTION_USERNAME_CONFIG)
        || isSet(ConnectionOptions.CONNECTION_PASSWORD_CONFIG)) {
      kinds.add(ConnectionOptions.CONNECTION_USERNAME_CONFIG);
    }
    Stream.of(
            ConnectionOptions.CONNECTION_API_KEY_CONFIG,
            ConnectionOptions.CONNECTION_BEARER_TOKEN_CONFIG)
        .filter(this::isSet)
        .forEach(kinds::add);
    if (values.get(ConnectionOptions.CONNECTION_HEADERS_CONFIG) instanceof Password lines
        && HeaderLines.hasAuthorization(HeaderLines.parse(lines))) {
      kinds.add(ConnectionOptions.CONNECTION_HEADERS_CONFIG);
    }
    kinds.stream()
        .skip(1)
        .forEach(
            option ->
                add(
                    option,
                    "Set one kind of credentials: either it"
                        + (option.equals(ConnectionOptions.CONNECTION_HEADERS_CONFIG)
                            ? " with an Authorization header"
                            : "")
                        + ", or "
                        + kinds.get(0)
                        + "."));
  }

  private void proxyAndItsUser() {
    together(
        ConnectionOptions.CONNECTION_PROXY_USERNAME_CONFIG,
        ConnectionOptions.CONNECTION_PROXY_PASSWORD_CONFIG);
    if (isSet(ConnectionOptions.CONNECTION_PROXY_USERNAME_CONFIG)
        && !isSet(ConnectionOptions.CONNECTION_PROXY_URL_CONFIG)) {
      add(
          ConnectionOptions.CONNECTION_PROXY_URL_CONFIG,
          "It is missing, but connection.proxy.username is set.");
    }
  }

  private void together(String username, String password) {
    if (isSet(username) && !isSet(password)) {
      add(password, "It is missing, but " + username + " is set. Set both or neither.");
    }
    if (isSet(password) && !isSet(username)) {
      add(username, "It is missing, but " + password + " is set. Set both or neither.");
    }
  }

  private void backoffOrder() {
    Object first = values.get(RetryOptions.RETRY_BACKOFF_MS_CONFIG);
    Object longest = values.get(RetryOptions.RETRY_BACKOFF_MAX_MS_CONFIG);
    if (first instanceof Long low && longest instanceof Long high && high < low) {
      add(
          RetryOptions.RETRY_BACKOFF_MAX_MS_CONFIG,
          high + " is less than retry.backoff.ms, which is " + low + ".");
    }
  }

  /**
   * The topics whose names are known beforehand: where they are listed, and no transformation may
   * rename them.
   */
  static List<String> listedTopics(Map<String, String> properties) {
    String topics = properties.get(TOPICS);
    if (topics == null || hasText(properties, TRANSFORMS)) {
      return List.of();
    }
    return Arrays.stream(topics.split(","))
        .map(String::trim)
        .filter(topic -> !topic.isEmpty())
        .toList();
  }

  /**
   * Where the topics are listed and keep their names. Those of a regex, and those that a
   * transformation may rename, are known only when records come, and are checked then.
   */
  private void topicsHaveIndices() {
    String template = (String) values.get(TargetOptions.INDEX_CONFIG);
    if (template == null || values.get(TargetOptions.TOPIC_TO_INDEX_CONFIG) == null) {
      return;
    }
    TopicIndices indices =
        new TopicIndices(
            IndexNameTemplate.parse(template),
            OptionValidators.parseTopicToIndex(list(TargetOptions.TOPIC_TO_INDEX_CONFIG)));
    listedTopics(properties)
        .forEach(
            topic -> {
              try {
                indices.check(topic);
              } catch (UnusableTargetException e) {
                add(TargetOptions.INDEX_CONFIG, e.getMessage());
              }
            });
  }

  private void reportHasDeadLetterQueue() {
    String option = DocumentOptions.BEHAVIOR_ON_MALFORMED_DOCUMENTS_CONFIG;
    if (MalformedDocumentBehavior.REPORT.toString().equals(values.get(option))
        && (!"all".equals(properties.get(ERRORS_TOLERANCE))
            || !hasText(properties, DEAD_LETTER_QUEUE))) {
      add(
          option,
          "report needs a dead letter queue: set "
              + ERRORS_TOLERANCE
              + "=all and "
              + DEAD_LETTER_QUEUE
              + ".");
    }
  }

  private void templateIsForWhatIsCreated() {
    if (TemplateOptions.LOGS_ECS.equals(values.get(TemplateOptions.TEMPLATE_INSTALL_CONFIG))
        && CreateMode.NONE.toString().equals(values.get(TargetOptions.CREATE_CONFIG))) {
      add(
          TemplateOptions.TEMPLATE_INSTALL_CONFIG,
          "With create=none nothing is created that a template could be for. Set one of them otherwise.");
    }
  }

  /** Whether an option of Connect's own is there; JSON can hold null for it. */
  private static boolean hasText(Map<String, String> properties, String property) {
    String text = properties.get(property);
    return text != null && !text.isBlank();
  }

  private boolean isSet(String option) {
    return values.get(option) != null;
  }

  @SuppressWarnings("unchecked")
  private List<String> list(String option) {
    Object value = values.get(option);
    return value == null ? List.of() : (List<String>) value;
  }

  private void add(String option, String message) {
    problems.add(new Problem(option, message));
  }

  /**
   * What is wrong.
   *
   * @param option at which it is to be mended
   */
  record Problem(String option, String message) {}
}
