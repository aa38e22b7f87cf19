package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.metrics.FakeConnectorContext;
import io.sluice.connect.filetail.metrics.FakePluginMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;

class FileTailSourceConnectorTest {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "name",
          "logs",
          "collect.list",
          "[{\"path\":\"/var/log/b.log\",\"topic\":\"b\"},{\"path\":\"/var/log/a.log\",\"topic\":\"a\"}]",
          "etcd.password",
          "secret");

  private final FileTailSourceConnector connector = new FileTailSourceConnector();

  @Test
  void shouldGiveEachPathATaskAndTellNoneOfEtcd() {
    connector.start(OPTIONS);
    List<Map<String, String>> tasks = connector.taskConfigs(5);
    connector.stop();

    assertEquals(2, tasks.size());
    assertEquals("/var/log/a.log", new FileTailTaskConfig(tasks.get(0)).entries().get(0).path());
    assertEquals("/var/log/b.log", new FileTailTaskConfig(tasks.get(1)).entries().get(0).path());
    assertFalse(tasks.toString().contains("secret"), tasks.toString());
  }

  @Test
  void shouldTellTasksAllThatShapesTheirRecords() {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.put("max.open.files", "7");
    options.put("partial.line.timeout.ms", "1234");
    options.put("lines.record.bytes", "4321");
    connector.start(options);
    Map<String, String> task = connector.taskConfigs(1).get(0);
    connector.stop();

    assertEquals("7", task.get("max.open.files"));
    assertEquals("1234", task.get("partial.line.timeout.ms"));
    assertEquals("4321", task.get("lines.record.bytes"));
    assertFalse(task.containsKey("collect.list"), task.toString());
  }

  @Test
  void shouldTellATaskWhichEntriesConcernItsOwnGlobs() {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.put(
        "collect.list",
        """
        [{"path": "/var/log/b*.log", "topic": "t"}, {"path": "/var/log/a*.log", "topic": "t"},
         {"path": "/var/log/a.txt", "topic": "t"}, {"path": "/var/log/x/*", "topic": "t"}]
        """);
    connector.start(options);
    List<Map<String, String>> tasks = connector.taskConfigs(9);
    connector.stop();

    List<String> rivals =
        tasks.stream()
            .map(FileTailTaskConfig::new)
            .map(task -> task.rivals(task.entries().get(0)))
            .map(globs -> globs.stream().map(one -> one.glob().toString()).toList().toString())
            .toList();
    assertEquals(List.of("[]", "[]", "[/var/log/a*.log]", "[]"), rivals);
    List<String> others =
        tasks.stream()
            .map(FileTailTaskConfig::new)
            .map(task -> task.others(task.entries().get(0)))
            .map(entries -> entries.stream().map(CollectEntry::path).toList().toString())
            .toList();
    assertEquals(
        List.of(
            "[/var/log/a.txt, /var/log/b*.log]", "[]", "[/var/log/a*.log, /var/log/a.txt]", "[]"),
        others);
  }

  /** Connect transforms a task's configuration before it starts the task. */
  @Test
  void shouldNotLetAListReadTheSecretsOfTheWorker() {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.put(
        "collect.list",
        "[{\"path\":\"/var/log/a\",\"topic\":\"t\",\"fields\":{\"x\":\"${any:/file:key}\"}}]");
    connector.start(options);
    Map<String, String> task = connector.taskConfigs(1).get(0);
    connector.stop();

    Map<String, String> transformed =
        new ConfigTransformer(Map.of("any", new KnowsAll())).transform(task).data();

    assertEquals(
        Map.of("x", "${any:/file:key}"),
        new FileTailTaskConfig(transformed).entries().get(0).fields());
  }

  private static final class KnowsAll implements ConfigProvider {
    @Override
    public void configure(Map<String, ?> options) {}

    @Override
    public ConfigData get(String path) {
      throw new UnsupportedOperationException("Connect asks for keys");
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
      return new ConfigData(
          keys.stream().collect(Collectors.toMap(Function.identity(), key -> "secret")));
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldLeaveTasksAloneWhileNoListIsKnown() {
    FakePluginMetrics metrics = new FakePluginMetrics();
    connector.initialize(new FakeConnectorContext(metrics));
    connector.start(
        Map.of(
            "name", "logs",
            "collect.keys", "/list",
            "etcd.endpoints", "http://127.0.0.1:1",
            "etcd.timeout.ms", "200",
            "list.cache.folder", ""));

    ConnectException unknown = assertThrows(ConnectException.class, () -> connector.taskConfigs(5));
    assertEquals(0L, metrics.task("lists-applied-total"));
    connector.stop();

    assertTrue(unknown.getMessage().contains("127.0.0.1:1"), unknown.getMessage());
    assertEquals(0, metrics.count());
  }

  @Test
  void shouldNotStartWithAStatusKeyThatIsACollectList() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                connector.start(
                    Map.of(
                        "name", "logs",
                        "collect.keys", "/sluice/",
                        "etcd.endpoints", "http://127.0.0.1:1")));

    assertTrue(refused.getMessage().contains("status.key"), refused.getMessage());
  }

  @Test
  void shouldNotStartWithAFormatThatTheConverterCannotTake() {
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.put("record.format", "line");

    ConfigException refused = assertThrows(ConfigException.class, () -> connector.start(options));

    assertTrue(refused.getMessage().contains("record.format"), refused.getMessage());
  }

  @Test
  void shouldLetTasksBeAskedForWhileItStops() {
    connector.start(OPTIONS);
    connector.stop();

    ConnectException stopped = assertThrows(ConnectException.class, () -> connector.taskConfigs(5));
    assertTrue(stopped.getMessage().contains("stopped"), stopped.getMessage());
  }

  @Test
  void shouldBeExactlyOnce() {
    assertEquals(ExactlyOnceSupport.SUPPORTED, connector.exactlyOnceSupport(OPTIONS));
  }

  @Test
  void shouldLetOffsetsBeAlteredInTheirFormOnly() {
    Map<String, String> file = Map.of("host", "h", "path", "/var/log/a.log");

    assertTrue(connector.alterOffsets(OPTIONS, Map.of(file, Map.of("position", 0L))));
    assertThrows(
        ConnectException.class,
        () -> connector.alterOffsets(OPTIONS, Map.of(file, Map.of("position", "x"))));
    Map<Map<String, ?>, Map<String, ?>> forgotten = new HashMap<>();
    forgotten.put(file, null);
    assertTrue(connector.alterOffsets(OPTIONS, forgotten));
    assertRefused(file, Map.of("position", 1.5), "position must be a whole number");
    assertRefused(file, Map.of("position", -1L), "position must be 0 or more");
    assertRefused(file, Map.of("epoch", 1L), "position is missing");
    assertRefused(file, Map.of("position", 0L, "inode", 1L), "device and inode belong together");
    assertRefused(file, Map.of("position", 0L, "head", "0"), "head: expected start+length:hash");
    assertRefused(file, Map.of("position", 0L, "line", 1L), "'line' is no field");
    Map<String, String> relative = Map.of("host", "h", "path", "a.log");
    assertRefused(relative, Map.of("position", 0L), "path must be absolute");
    assertThrows(
        ConnectException.class,
        () ->
            connector.alterOffsets(
                OPTIONS, Map.of(Map.of("path", "/var/log/a.log"), Map.of("position", 0L))));
  }

  private void assertRefused(Map<String, String> partition, Map<String, ?> offset, String reason) {
    ConnectException refused =
        assertThrows(
            ConnectException.class,
            () -> connector.alterOffsets(OPTIONS, Map.of(partition, offset)));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains(partition.get("path")), refused.getMessage());
  }

  @Test
  void shouldKnowItsVersion() {
    assertTrue(connector.version().matches("\\d+\\.\\d+\\.\\d+.*"), connector.version());
  }
}
