package io.sluice.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Connectors with something to see: a source and a sink under a steady load, all of which is well,
 * and a sink of which Elasticsearch rejects documents.
 */
final class WatchedPipeline implements AutoCloseable {

  private static final long LINES_PER_SECOND = 500;

  /** JMX quotes what has such a name. */
  private static final String QUOTED_NAME = "the \"odd\" one.log";

  final Source source;
  final Sink sink;
  final Sink refused;

  /** The log under load. */
  final Path busy;

  /** A log of ten lines, with a name that has to be quoted. */
  final Path quoted;

  private final KafkaTopics topics = SharedStack.topics();
  private final LogWriter writer;

  WatchedPipeline() throws IOException {
    source = new Source("watched");
    busy = source.folder.resolve("busy.log");
    quoted = source.folder.resolve(QUOTED_NAME);
    try (NumberedLog log = source.log(QUOTED_NAME)) {
      log.write(10);
    }
    source.put("busy", entry(busy));
    source.put("quoted", entry(quoted));
    source.start(2);
    String url = "/connect/" + source.name + "-url";
    SharedStack.etcd().put(url, SharedStack.get().elasticsearch().url().toString());
    sink = new Sink(topic()).with("connection.url", "${etcd:" + url + "}").start();
    refused = refusing("refused");
    long start = System.nanoTime();
    writer =
        LogWriter.start(
            busy,
            Files.createDirectories(source.folder.resolve("signals")),
            () -> (System.nanoTime() - start) * LINES_PER_SECOND / 1_000_000_000);
  }

  private String topic() {
    return source.topic("json");
  }

  private String entry(Path path) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", path.toString())
        .put("topic", topic())
        .toString();
  }

  /** A sink of a topic and an index of its own, which rejects the one document that there is. */
  Sink refusing(String name) {
    String topic = source.topic(name);
    topics.create(topic, 1);
    SharedStack.elasticsearch()
        .request(
            "PUT", "/" + topic, "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"long\"}}}}");
    refuse(topic);
    return new Sink(topic).with("behavior.on.malformed.documents", "ignore").start();
  }

  /** Sends a document that will be rejected. */
  void refuse() {
    refuse(refused.topic);
  }

  private void refuse(String topic) {
    topics.sendValues(topic, List.of("{\"n\":\"no number\"}"));
  }

  /** Ends the load and returns the lines of the source, all logs together, once all are indexed. */
  long finish() {
    long lines = writer.stop() + 10;
    Await.until(lines + " documents", Sink.LIMIT, () -> sink.elasticsearch.count(topic()) == lines);
    return lines;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    sink.close();
    refused.close();
    source.close();
    topics.close();
  }
}
