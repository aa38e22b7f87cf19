package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Bulk-indexes the records of Kafka topics into Elasticsearch. All work is done by its tasks, which
 * share the topics' partitions.
 */
public final class ElasticsearchSinkConnector extends SinkConnector {

  private Map<String, String> properties;

  @Override
  public String version() {
    return PluginVersion.VERSION;
  }

  @Override
  public ConfigDef config() {
    return ElasticsearchSinkConfig.CONFIG_DEF;
  }

  /**
   * Checks each option, then all of them together, and last, where nothing was wrong, asks the
   * cluster. Connect calls it on an instance that it never starts.
   */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config config = super.validate(connectorConfigs);
    Map<String, ConfigValue> options =
        config.configValues().stream()
            .collect(Collectors.toMap(ConfigValue::name, Function.identity()));
    Map<String, Object> valid = new HashMap<>();
    options.forEach(
        (name, option) -> {
          if (option.errorMessages().isEmpty()) {
            valid.put(name, option.value());
          }
        });
    ConfigRules.check(valid, connectorConfigs).forEach(problem -> attach(problem, options));
    if (options.values().stream().allMatch(option -> option.errorMessages().isEmpty())) {
      connectionCheck(connectorConfigs).run().forEach(problem -> attach(problem, options));
    }
    return config;
  }

  private static ConnectionCheck connectionCheck(Map<String, String> properties) {
    ElasticsearchSinkConfig config = new ElasticsearchSinkConfig(properties);
    PrivilegeCheck privileges =
        new PrivilegeCheck(
            config.target().knownTargets(ConfigRules.listedTopics(properties)),
            config.target().createMode(),
            config.operations(),
            config.installsTemplate());
    return new ConnectionCheck(config.connection(), config.connectionIsRequired(), privileges);
  }

  private static void attach(Problem problem, Map<String, ConfigValue> options) {
    options.get(problem.option()).addErrorMessage(problem.message());
  }

  @Override
  public void start(Map<String, String> props) {
    new ElasticsearchSinkConfig(props);
    // JSON can hold null for an option, which Map.copyOf refuses.
    properties = Collections.unmodifiableMap(new HashMap<>(props));
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ElasticsearchSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {
    // Nothing runs here.
  }
}
