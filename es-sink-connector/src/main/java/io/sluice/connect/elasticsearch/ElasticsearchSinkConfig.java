package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.BulkSettings;
import io.sluice.connect.elasticsearch.bulk.Compression;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of the connector, which are those of its tasks, parsed once; each concern has its own
 * class, and what concerns several options at once is in {@link ConfigRules}.
 */
final class ElasticsearchSinkConfig extends AbstractConfig {

  static final ConfigDef CONFIG_DEF = define();

  private final ConnectionOptions connection;
  private final TlsOptions tls;
  private final TargetOptions target;
  private final TemplateOptions templates;
  private final DocumentOptions documents;
  private final BatchOptions batches;
  private final RetryOptions retries;

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
    connection = new ConnectionOptions(this);
    tls = new TlsOptions(this);
    target = new TargetOptions(this);
    templates = new TemplateOptions(this);
    documents = new DocumentOptions(this, target.createMode());
    batches = new BatchOptions(this);
    retries = new RetryOptions(this);
  }

  private static ConfigDef define() {
    ConfigDef definition = ConnectionOptions.define(new ConfigDef());
    TlsOptions.define(definition);
    TargetOptions.define(definition);
    TemplateOptions.define(definition);
    DocumentOptions.define(definition);
    BatchOptions.define(definition);
    return RetryOptions.define(definition);
  }

  ConnectionSettings connection() {
    return connection.settings(
        tls.settings(), retries.requestTimeout(), batches.maxInFlightRequests());
  }

  /** Whether the connector is refused where the cluster cannot be reached. */
  boolean connectionIsRequired() {
    return connection.checkIsRequired();
  }

  TargetOptions target() {
    return target;
  }

  OperationSettings operations() {
    return documents.operations();
  }

  /** Whether an index template is to be installed where no other is for a target. */
  boolean installsTemplate() {
    return templates.installs();
  }

  Compression compression() {
    return batches.compression();
  }

  BulkSettings bulk() {
    return batches.settings(retries, documents);
  }
}
