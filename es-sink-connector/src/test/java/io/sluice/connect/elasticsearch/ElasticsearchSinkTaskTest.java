package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElasticsearchSinkTaskTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final FakeSinkTaskContext context = new FakeSinkTaskContext();
  private final Map<String, String> properties = new HashMap<>();
  private StubElasticsearch server;

  @BeforeEach
  void startServer() throws IOException {
    server =
        new StubElasticsearch()
            .refusing("GET /t", 404, "index_not_found_exception", "no such index [t]")
            .on(
                "PUT /t",
                200,
                "{\"acknowledged\":true,\"shards_acknowledged\":true,\"index\":\"t\"}")
            .on("POST /_bulk", 200, "{\"items\":[{\"create\":{\"status\":201}}]}");
    properties.put("connection.url", server.url());
    context.assignment.add(PARTITION);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldCreateTheIndexAndIndexARecord() {
    indexOneRecord(new ElasticsearchSinkTask());
    assertEquals(List.of("GET /t", "PUT /t", "POST /_bulk"), server.requests());
  }

  @Test
  void shouldAskForTheBehaviorOfVersion8WhichVersion9HasTooAndNotForTheRoot() {
    indexOneRecord(new ElasticsearchSinkTask());
    for (String accepted : server.eachHeader("Accept")) {
      assertTrue(
          accepted.matches("application/vnd.elasticsearch\\+json; ?compatible-with=8"), accepted);
    }
    // Which the smallest distributions do not serve, and few privileges allow.
    assertFalse(server.requests().contains("GET /"), server.requests().toString());
  }

  @Test
  void shouldWorkInAClassLoaderOfItsOwnWhateverTheContextClassLoader() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader plugin = pluginClassLoader()) {
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      Class<?> type = plugin.loadClass(ElasticsearchSinkTask.class.getName());
      assertNotSame(ElasticsearchSinkTask.class, type);
      indexOneRecord((SinkTask) type.getDeclaredConstructor().newInstance());
      server.refusing("GET /t", 403, "security_exception", "no");
      SinkTask refused = (SinkTask) type.getDeclaredConstructor().newInstance();
      assertThrows(ConnectException.class, () -> indexOneRecord(refused));
      refused.stop();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void shouldFailWhereWhatAnswersIsNotElasticsearch() {
    server.on("GET /t", 404, "<html>not found</html>").beSomethingElse();
    ElasticsearchSinkTask task = new ElasticsearchSinkTask();
    ConnectException failure = assertThrows(ConnectException.class, () -> indexOneRecord(task));
    assertTrue(failure.getMessage().contains("connection.url"), failure.getMessage());
    task.stop();
  }

  @Test
  void shouldReadItsCredentialsAgainWhenTheyAreRefused() {
    properties.put("connection.api.key", "old");
    context.configs = new HashMap<>(properties);
    context.configs.put("connection.api.key", "new");
    server.requiring("ApiKey new");
    indexOneRecord(new ElasticsearchSinkTask());
    assertEquals("ApiKey new", server.lastHeader("Authorization"));
  }

  @Test
  void shouldStartWithoutElasticsearch() {
    server.close();
    SinkTask task = start(new ElasticsearchSinkTask());
    task.put(List.of(record()));
    assertEquals(0, committable(task));
    task.put(List.of());
    task.stop();
  }

  @Test
  void shouldRefuseToReportWithoutADeadLetterQueue() {
    properties.put("behavior.on.malformed.documents", "report");
    properties.put("errors.tolerance", "all");
    properties.put("errors.deadletterqueue.topic.name", "dlq");
    // As on a worker that gives no reporter.
    ConfigException failure =
        assertThrows(ConfigException.class, () -> start(new ElasticsearchSinkTask()));
    assertTrue(failure.getMessage().contains("errors.tolerance=all"), failure.getMessage());
  }

  @Test
  void shouldBeStoppableWhenItWasNeverStarted() {
    ElasticsearchSinkTask task = new ElasticsearchSinkTask();
    task.close(List.of(PARTITION));
    task.stop();
  }

  @Test
  void shouldCloseItsConnectionsWhereItsMetricsCannotBeRemoved() {
    context.metrics = new StuckMetrics();
    SinkTask task = start(new ElasticsearchSinkTask());
    task.put(List.of(record()));
    assertTrue(hasHttpThread());
    assertThrows(IllegalStateException.class, task::stop);
    assertFalse(hasHttpThread());
  }

  private static boolean hasHttpThread() {
    String prefix = Thread.currentThread().getName() + "-http";
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(prefix));
  }

  private SinkTask start(SinkTask task) {
    task.initialize(context);
    task.start(properties);
    task.open(context.assignment);
    return task;
  }

  private void indexOneRecord(SinkTask task) {
    start(task).put(List.of(record()));
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (committable(task) == 0) {
      assertFalse(System.nanoTime() > deadline, "not indexed: " + server.requests());
      task.put(List.of());
    }
    task.close(context.assignment);
    task.stop();
  }

  private static long committable(SinkTask task) {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(1))).get(PARTITION).offset();
  }

  private static SinkRecord record() {
    byte[] value = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    return new SinkRecord("t", 0, null, null, null, value, 0);
  }

  /** As Connect makes one: what Connect provides comes from outside, all else from the plugin. */
  private static URLClassLoader pluginClassLoader() {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(ElasticsearchSinkTaskTest::url)
            .toArray(URL[]::new);
    ClassLoader connect =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
              return ElasticsearchSinkTaskTest.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
          }
        };
    return new URLClassLoader(urls, connect);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** Takes metrics and does not let go of them. */
  private static final class StuckMetrics implements PluginMetrics {

    @Override
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "test", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
      // Nobody looks.
    }

    @Override
    public void removeMetric(MetricName name) {
      throw new IllegalStateException("stuck");
    }

    @Override
    public Sensor addSensor(String name) {
      throw new AssertionError("not used");
    }

    @Override
    public void removeSensor(String name) {
      throw new AssertionError("not used");
    }
  }
}
