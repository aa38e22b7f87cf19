package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.BulkSink;
import io.sluice.connect.elasticsearch.bulk.MalformedDocumentBehavior;
import io.sluice.connect.elasticsearch.client.Credentials;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.client.TlsException;
import io.sluice.connect.elasticsearch.index.TemplateInstaller;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.metrics.TaskMetrics;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes the records of some partitions. It starts without contacting Elasticsearch, and waits for
 * it as long as it takes.
 */
public final class ElasticsearchSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchSinkTask.class);

  private ElasticsearchConnection connection;
  private BulkSink sink;
  private TaskMetrics metrics;

  @Override
  public String version() {
    return PluginVersion.VERSION;
  }

  @Override
  public void start(Map<String, String> props) {
    ElasticsearchSinkConfig config = new ElasticsearchSinkConfig(props);
    if (config.bulk().onMalformedDocuments() == MalformedDocumentBehavior.REPORT
        && context.errantRecordReporter() == null) {
      throw new ConfigException(
          "behavior.on.malformed.documents=report needs a dead letter queue: set errors.tolerance=all and errors.deadletterqueue.topic.name.");
    }
    connection = connect(config);
    SinkCounts counts = new SinkCounts(System::nanoTime);
    metrics = new TaskMetrics(context, counts, System::nanoTime);
    sink =
        BulkSink.over(
            connection,
            new RenewedCredentials(config.connection().credentials())::renew,
            counts,
            config.bulk(),
            config.target().topicIndices(),
            config.target().createMode(),
            config.operations(),
            templates(config),
            config.connection().requestTimeout(),
            config.compression(),
            context);
  }

  private Optional<TemplateInstaller> templates(ElasticsearchSinkConfig config) {
    return config.installsTemplate()
        ? Optional.of(
            new TemplateInstaller(
                connection.client(), config.target().index(), config.target().createMode()))
        : Optional.empty();
  }

  private static ElasticsearchConnection connect(ElasticsearchSinkConfig config) {
    try {
      return new ElasticsearchConnection(
          config.connection(), Thread.currentThread().getName() + "-http");
    } catch (TlsException e) {
      ConfigException failure = new ConfigException(e.option() + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    sink.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    sink.put(records);
    metrics.update();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return sink.preCommit(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    // Connect closes also what it failed to start.
    if (sink != null) {
      sink.close(partitions);
    }
  }

  @Override
  public void stop() {
    try {
      if (metrics != null) {
        metrics.close();
      }
    } finally {
      closeConnection();
    }
  }

  private void closeConnection() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (IOException e) {
      LOG.warn("The connections to Elasticsearch were not closed properly", e);
    }
  }

  /**
   * Has references such as {@code ${etcd:/connect/es/password}} resolved again: Connect's task
   * context asks the providers on every call.
   */
  private final class RenewedCredentials {

    private Credentials current;

    RenewedCredentials(Credentials current) {
      this.current = current;
    }

    boolean renew() {
      Credentials latest =
          new ElasticsearchSinkConfig(context.configs()).connection().credentials();
      if (latest.equals(current)) {
        return false;
      }
      connection.use(latest);
      current = latest;
      return true;
    }
  }
}
