package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What providers and connections show over JMX, and what the documentation says of it. */
@Timeout(30)
class MetricsTest {

  private static final Path DOCS = Path.of("../docs/etcd.md");
  private static final String PROVIDER = "etcd-config-provider";
  private static final String CONNECTION = "etcd-connection";
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final ShownMetrics shown = new ShownMetrics();
  private final FakeEtcd etcd = new FakeEtcd();
  private final AtomicLong now = new AtomicLong();
  private final EtcdConfigProvider provider = provider(Fixtures.NEVER);

  private EtcdConfigProvider provider(Supplier<Backoff> refreshPauses) {
    EtcdConfigProvider made =
        new EtcdConfigProvider(
            settings -> Fixtures.client(etcd, Fixtures.PACE), now::get, refreshPauses);
    made.configure(
        Map.of("endpoints", "http://etcd:2379", "user", "connect", "password", "s3cret"));
    return made;
  }

  @AfterEach
  void close() {
    provider.close();
    assertEquals(Set.of(), shown.names(PROVIDER));
    assertEquals(Set.of(), shown.names(CONNECTION));
  }

  private void read(String key) {
    provider.get("", Set.of(key));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void shouldShowNothingOfAProviderThatIsNotUsed() {
    assertEquals(Set.of(), shown.names(PROVIDER));
  }

  @Test
  void shouldShowTheAgeOfTheOldestValueThatIsServedWhileEtcdIsAway() {
    etcd.put("/old", "1");
    etcd.put("/new", "1");
    read("/old");
    pass(Duration.ofSeconds(2));
    read("/new");
    etcd.goAway(FakeEtcd.unavailable());
    pass(Duration.ofSeconds(3));
    assertEquals(0L, shown.value(PROVIDER, "oldest-stale-value-age-ms"));
    read("/new");
    assertEquals(3_000L, shown.value(PROVIDER, "oldest-stale-value-age-ms"));
    read("/old");
    pass(Duration.ofSeconds(1));
    assertEquals(6_000L, shown.value(PROVIDER, "oldest-stale-value-age-ms"));
    assertEquals(2L, shown.value(PROVIDER, "stale-values"));
    assertEquals(2L, shown.value(PROVIDER, "reads-stale-total"));

    etcd.comeBack();
    read("/old");
    assertEquals(4_000L, shown.value(PROVIDER, "oldest-stale-value-age-ms"));
    read("/new");
    assertEquals(0L, shown.value(PROVIDER, "oldest-stale-value-age-ms"));
    assertEquals(0L, shown.value(PROVIDER, "stale-values"));
    assertEquals(2L, shown.value(PROVIDER, "reads-stale-total"));
  }

  @Test
  void shouldCountReadsAndThoseThatFail() {
    etcd.put("/a", "1");
    read("/a");
    assertThrows(ConfigException.class, () -> read("/none"));
    etcd.goAway(FakeEtcd.refusal());
    assertThrows(ConfigException.class, () -> read("/a"));

    assertEquals(3L, shown.value(PROVIDER, "reads-total"));
    assertEquals(2L, shown.value(PROVIDER, "reads-failed-total"));
    assertEquals(0L, shown.value(PROVIDER, "reads-stale-total"));
    assertEquals(3L, shown.value(CONNECTION, "requests-total"));
    assertEquals(1L, shown.value(CONNECTION, "requests-failed-total"));
    assertEquals(1L, shown.value(CONNECTION, "connected"));
  }

  @Test
  void shouldReadStaleValuesAgainAsSoonAsEtcdAnswers() throws Exception {
    try (EtcdConfigProvider eager = provider(Fixtures.PACE.backoff())) {
      etcd.put("/a", "1");
      eager.get("", Set.of("/a"));
      for (int outage = 1; outage <= 3; outage++) {
        etcd.goAway(FakeEtcd.unavailable());
        eager.get("", Set.of("/a"));
        assertEquals(1L, shown.value(PROVIDER, "stale-values"));
        etcd.comeBack();
        etcd.await(() -> shown.value(PROVIDER, "stale-values").equals(0L));
        assertEquals((long) outage, shown.value(PROVIDER, "reads-stale-total"));
        assertEquals(1L + outage, shown.value(PROVIDER, "reads-total"));
      }
    }
  }

  @Test
  void shouldShowOutagesOfTheConnectionAndWhatTheyCost() throws Exception {
    etcd.put("/a", "1");
    provider.subscribe("", Set.of("/a"), (path, data) -> {});
    etcd.await(() -> etcd.openWatches() == 1);
    assertEquals(1L, shown.value(PROVIDER, "subscriptions"));
    assertEquals(1L, shown.value(CONNECTION, "subscriptions"));
    assertEquals(1L, shown.value(CONNECTION, "connected"));
    assertEquals(0L, shown.value(CONNECTION, "reconnects-total"));
    assertEquals(0L, shown.value(CONNECTION, "resyncs-total"));

    etcd.goAway(FakeEtcd.unavailable());
    etcd.await(() -> shown.value(CONNECTION, "connected").equals(0L));
    etcd.comeBack();
    etcd.await(() -> etcd.openWatches() == 1);
    assertEquals(1L, shown.value(CONNECTION, "connected"));
    assertTrue((long) shown.value(CONNECTION, "reconnects-total") >= 1);
    assertEquals(1L, shown.value(CONNECTION, "resyncs-total"));
    assertTrue((long) shown.value(CONNECTION, "time-since-answer-ms") < 30_000);
    provider.unsubscribeAll();
    assertEquals(0L, shown.value(PROVIDER, "subscriptions"));
    assertEquals(0L, shown.value(CONNECTION, "subscriptions"));
  }

  @Test
  void shouldNotTakeAConnectionThatCannotBeMadeForAnAnswer() {
    SharedConnections broken =
        new SharedConnections(
            any -> {
              throw FakeEtcd.refusal();
            });
    try (EtcdClient client =
        new EtcdClient(Fixtures.settings(Duration.ofSeconds(1)), broken, Fixtures.PACE)) {
      assertThrows(EtcdException.class, () -> client.read(List.of(EtcdRange.of("/a"))));

      assertEquals(0L, shown.value(CONNECTION, "connected"));
      assertEquals(1L, shown.value(CONNECTION, "requests-failed-total"));
    }
  }

  @Test
  void shouldNumberProvidersOfSeveralClassLoaders() throws Exception {
    SortedSet<String> first;
    try (ConfigProvider one = ofAnotherPlugin();
        ConfigProvider other = ofAnotherPlugin()) {
      assertThrows(ConfigException.class, () -> one.get("", Set.of("/a")));
      assertThrows(ConfigException.class, () -> other.get("", Set.of("/a")));
      etcd.put("/a", "1");
      read("/a");
      assertEquals(3, shown.names(PROVIDER).size());
      assertEquals(3, shown.names(CONNECTION).size());
      first = shown.names(PROVIDER);
    }
    assertEquals(1, shown.names(PROVIDER).size());
    assertTrue(
        first.contains("io.sluice.config.etcd:id=3,type=etcd-config-provider"), () -> "" + first);
  }

  /** As Connect loads it, apart from the class of the same name in another plugin. */
  private static ConfigProvider ofAnotherPlugin() throws ReflectiveOperationException {
    ClassLoader plugin =
        new ClassLoader(MetricsTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("io.sluice.config.")
                ? define(name)
                : super.loadClass(name, resolve);
          }

          private synchronized Class<?> define(String name) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
              return known;
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] content = in.readAllBytes();
              return defineClass(name, content, 0, content.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    ConfigProvider made =
        (ConfigProvider)
            plugin
                .loadClass(EtcdConfigProvider.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    made.configure(Map.of("endpoints", "http://127.0.0.1:1", "timeout.ms", "200"));
    return made;
  }

  @Test
  void shouldShowNoSecretAndNoKey() throws Exception {
    etcd.put("/app/secret-key", "secret-value");
    read("/app/secret-key");
    Map<String, Object> all = new HashMap<>();
    for (String type : List.of(PROVIDER, CONNECTION)) {
      ObjectName name = new ObjectName(shown.names(type).first());
      for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
        all.put(name + " " + attribute.getName(), SERVER.getAttribute(name, attribute.getName()));
      }
    }
    assertFalse(all.toString().contains("secret"), all.toString());
    assertFalse(all.toString().contains("s3cret"), all.toString());
    assertTrue(all.containsValue("[http://etcd:2379]"), all.toString());
  }

  /** {@code mvn test -Dsluice.docs.write=true} writes the tables anew. */
  @Test
  void shouldBeDocumentedAsTheyAre() throws Exception {
    etcd.put("/a", "1");
    read("/a");
    assertTable("provider metrics", PROVIDER);
    assertTable("connection metrics", CONNECTION);
  }

  private void assertTable(String marker, String type) throws Exception {
    MBeanAttributeInfo[] attributes =
        SERVER.getMBeanInfo(new ObjectName(shown.names(type).first())).getAttributes();
    String table =
        List.of(attributes).stream()
            .map(one -> "| `%s` | %s |\n".formatted(one.getName(), one.getDescription()))
            .collect(Collectors.joining("", "| attribute | meaning |\n|---|---|\n", ""));
    Pattern place =
        Pattern.compile("(<!-- " + marker + " -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);
    String page = Files.readString(DOCS);
    if (Boolean.getBoolean("sluice.docs.write")) {
      page = place.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$3");
      Files.writeString(DOCS, page);
    }
    Matcher found = place.matcher(page);
    assertEquals(
        table, found.find() ? found.group(2) : "", "docs/etcd.md: -Dsluice.docs.write=true");
  }
}
