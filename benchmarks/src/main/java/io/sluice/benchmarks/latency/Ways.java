package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.latency.LatencyContestant.Ends;
import io.sluice.benchmarks.stack.BenchStack;
import io.sluice.benchmarks.stack.Names;
import io.sluice.benchmarks.stack.SourceConfig;
import io.sluice.benchmarks.stack.TopicFollower;
import io.sluice.benchmarks.stack.Worker;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The ways that lines take; the connectors are those of connect-configs/. */
final class Ways {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final BenchStack stack;
  private final KafkaTopics topics;
  private final Path folder;

  /**
   * @param folder for the files that are read
   */
  Ways(BenchStack stack, KafkaTopics topics, Path folder) {
    this.stack = stack;
    this.topics = topics;
    this.folder = folder;
  }

  /** From a producer to a consumer. */
  Ends producer(Optional<Duration> transactions) {
    String topic = newTopic(Names.unused("producer"));
    return new Ends(
        new ProducerAppender(SourceConfig.producer(stack.bootstrapServers()), topic, transactions),
        arrivals(topic),
        () -> topics.delete(topic));
  }

  /** From a file to a consumer. */
  Ends source(Worker worker) {
    String topic = newTopic(Names.unused("source"));
    return new Ends(
        file(worker, topic),
        arrivals(topic),
        () -> {
          worker.connect().delete(topic);
          topics.delete(topic);
        });
  }

  /** From a file to Elasticsearch. */
  Ends wholePath() {
    URI url = stack.servers().elasticsearch().url();
    ElasticsearchRest elasticsearch = new ElasticsearchRest(url);
    elasticsearch.putIndexTemplate(
        "sluice-logs", ConnectorConfigs.text(ConnectorConfigs.INDEX_TEMPLATE));
    // As the shipped sink's regular expression wants it.
    String topic = newTopic("log." + Names.unused("path"));
    Worker worker = stack.worker();
    String sink = topic + "-sink";
    Map<String, String> config = ConnectorConfigs.read(ConnectorConfigs.SINK);
    config.put("connection.url", url.toString());
    worker.connect().put(sink, config);
    worker.connect().awaitRunningAtLeast(sink, 1, START_LIMIT);
    return new Ends(
        file(worker, topic),
        new ElasticsearchArrivals(elasticsearch, config.get("index").replace("{topic}", topic)),
        () -> {
          worker.connect().delete(topic);
          worker.connect().delete(sink);
          topics.delete(topic);
        });
  }

  private String newTopic(String name) {
    topics.create(name, 1);
    return name;
  }

  private Arrivals arrivals(String topic) {
    return new KafkaArrivals(new TopicFollower(stack.bootstrapServers(), topic));
  }

  /** A new file that the source reads already. */
  private Appender file(Worker worker, String topic) {
    String file = topic + ".log";
    Appender appender = new FileAppender(folder.resolve(file));
    worker.connect().put(topic, SourceConfig.of(folder, file, topic));
    worker.connect().awaitRunning(topic, 1, START_LIMIT);
    return appender;
  }
}
