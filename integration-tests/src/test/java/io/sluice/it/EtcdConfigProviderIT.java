package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdConfigProvider;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.EtcdKv;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigChangeCallback;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider, asked as Kafka asks it, in front of a real etcd. */
class EtcdConfigProviderIT {

  /** Below the 15 s after which a subscription looks for itself: only a watch is as quick. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Three times {@code timeout.ms}, for a machine that is busy. */
  private static final Duration IN_TIME = Duration.ofSeconds(9);

  /** Stale values are read again after pauses of up to 16 s. */
  private static final Duration REFRESHED = Duration.ofSeconds(60);

  private static OwnEtcd own;

  private final String app = "/" + SharedStack.uniqueName("app");
  private EtcdKv etcd;
  private EtcdConfigProvider provider;

  @BeforeAll
  static void startEtcd() {
    own = new OwnEtcd("etcd-config-provider-it");
  }

  @AfterAll
  static void stopEtcd() {
    own.close();
  }

  @BeforeEach
  void configure() {
    etcd = own.kv();
    provider = provider(Map.of());
  }

  @AfterEach
  void close() {
    provider.close();
    own.startIfKilled();
  }

  private static EtcdConfigProvider provider(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("endpoints", own.endpoint().toString());
    EtcdConfigProvider provider = new EtcdConfigProvider();
    provider.configure(all);
    return provider;
  }

  /** What Kafka makes of an option's value. */
  private String resolve(String value) {
    return new ConfigTransformer(Map.of("etcd", provider))
        .transform(Map.of("option", value))
        .data()
        .get("option");
  }

  @Test
  void shouldResolveAKeyByItsFullName() {
    etcd.put(app + "/db/password", "geheim: ä\n");

    assertEquals("geheim: ä\n", resolve("${etcd:" + app + "/db/password}"));
  }

  @Test
  void shouldResolveAKeyBelowAPathBeforeAFieldOfItsObject() {
    etcd.put(app + "/db/password", "of the key");
    etcd.put(
        app + "/db",
        "{\"password\": \"of the field\", \"user\": \"orders\", \"port\": 5432, \"tls\": true,"
            + " \"hosts\": [\"a\", \"b\"]}");

    assertEquals("of the key", resolve("${etcd:" + app + "/db:password}"));
    assertEquals("of the key", resolve("${etcd:" + app + "/db/:password}"));
    assertEquals(
        "orders@5432,true",
        resolve("${etcd:%1$s/db:user}@${etcd:%1$s/db:port},${etcd:%1$s/db:tls}".formatted(app)));
    assertEquals("[\"a\",\"b\"]", resolve("${etcd:" + app + "/db:hosts}"));
    etcd.delete(app + "/db/password");
    assertEquals("of the field", resolve("${etcd:" + app + "/db:password}"));
    assertMissing("${etcd:" + app + "/db/:password}", app + "/db/password");
  }

  @Test
  void shouldGetEverythingAtAndBelowAPath() {
    etcd.put(app + "/db", "{\"password\": \"of the field\", \"user\": \"orders\"}");
    etcd.put(app + "/db/password", "of the key");
    etcd.put(app + "/db/replica/host", "b");
    etcd.put(app + "/dbs", "another");

    assertEquals(
        Map.of("password", "of the key", "user", "orders", "replica/host", "b"),
        provider.get(app + "/db").data());
    assertEquals(
        Map.of("password", "of the key", "replica/host", "b"), provider.get(app + "/db/").data());
    assertEquals(
        Map.of("password", "of the key"), provider.get(app + "/db", Set.of("password")).data());
  }

  @Test
  void shouldNameEachMissingKey() {
    etcd.put(app + "/db", "{\"user\": \"orders\", \"none\": null}");
    etcd.put(app + "/text", "topsecret");

    assertMissing("${etcd:" + app + "/gone}", app + "/gone");
    assertMissing("${etcd:" + app + "/db:password}", app + "/db/password", "'password'");
    assertMissing("${etcd:" + app + "/db:none}", app + "/db/none", "'none'");
    assertMissing("${etcd:" + app + "/text:field}", app + "/text", "'field'", "not valid JSON");
    ConfigException several =
        assertThrows(ConfigException.class, () -> provider.get(app, Set.of("db", "x", "y")));
    assertTrue(several.getMessage().contains(app + "/x"), several::getMessage);
    assertTrue(several.getMessage().contains(app + "/y"), several::getMessage);
    ConfigException nothing =
        assertThrows(ConfigException.class, () -> provider.get(app + "/nothing"));
    assertTrue(nothing.getMessage().contains(app + "/nothing"), nothing::getMessage);
  }

  private void assertMissing(String reference, String... named) {
    ConfigException missing = assertThrows(ConfigException.class, () -> resolve(reference));
    for (String name : named) {
      assertTrue(missing.getMessage().contains(name), missing::getMessage);
    }
    assertFalse(missing.getMessage().contains("topsecret"), missing::getMessage);
  }

  @Test
  void shouldServeNothingOutsideTheAllowedPrefixes() {
    etcd.put(app + "/db", "{\"user\": \"orders\"}");
    etcd.put(app + "-admin", "topsecret");
    provider.close();
    provider = provider(Map.of("allowed.prefixes", app + "/db,/unused"));

    assertEquals("orders", resolve("${etcd:" + app + "/db:user}"));
    assertMissing("${etcd:" + app + "-admin}", app + "-admin", "allowed.prefixes", app + "/db");
    assertMissing("${etcd:" + app + "/dba}", app + "/dba", "allowed.prefixes");
    assertThrows(ConfigException.class, () -> provider.get(app));
    assertThrows(
        ConfigException.class, () -> provider.subscribe(app, Set.of(), (path, data) -> {}));
  }

  @Test
  void shouldFailInTimeOnWhatItHasNotReadAndServeWhatItHas() throws Exception {
    etcd.put(app + "/known", "1");
    provider.close();
    provider = provider(Map.of("timeout.ms", "3000"));
    assertEquals("1", resolve("${etcd:" + app + "/known}"));
    own.kill();

    ConfigException failure =
        assertTimeoutPreemptively(
            IN_TIME,
            () ->
                assertThrows(ConfigException.class, () -> resolve("${etcd:" + app + "/unknown}")));
    assertTrue(failure.getMessage().contains(own.endpoint().toString()), failure::getMessage);
    assertTrue(failure.getMessage().contains(app + "/unknown"), failure::getMessage);
    assertTimeoutPreemptively(
        IN_TIME, () -> assertEquals("1", resolve("${etcd:" + app + "/known}")));
    Await.until("a value that ages", LIMIT, () -> shown("oldest-stale-value-age-ms") > 0);
    assertEquals(1, shown("reads-stale-total"));
    assertEquals(1, shown("reads-failed-total"));

    own.start();
    Await.until("a value read again", REFRESHED, () -> shown("oldest-stale-value-age-ms") == 0);
    etcd.put(app + "/known", "2");
    Await.until("the new value", LIMIT, () -> resolve("${etcd:" + app + "/known}").equals("2"));
  }

  /** A metric of the one provider that is in use. */
  private static long shown(String metric) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.sluice.config.etcd:type=etcd-config-provider,id=1");
    return (Long) server.getAttribute(name, metric);
  }

  @Test
  void shouldCallBackWithEveryChangeOfKeysUntilUnsubscribed() {
    Changes changes = new Changes();
    Changes others = new Changes();
    Set<String> keys = Set.of("user", "password");
    provider.subscribe(app + "/db", keys, changes);
    provider.subscribe("", Set.of(app + "/db/password"), others);
    changes.awaitLast(Map.of());
    etcd.put(app + "/db/password", "1");
    changes.awaitLast(Map.of("password", "1"));
    etcd.put(app + "/db", "{\"user\": \"orders\", \"password\": \"unseen\"}");
    changes.awaitLast(Map.of("password", "1", "user", "orders"));
    etcd.delete(app + "/db/password");
    changes.awaitLast(Map.of("password", "unseen", "user", "orders"));
    others.awaitLast(Map.of());
    assertEquals(
        List.of(
            Map.of(),
            Map.of("password", "1"),
            Map.of("password", "1", "user", "orders"),
            Map.of("password", "unseen", "user", "orders")),
        changes.all());

    provider.unsubscribe(app + "/db", keys, changes);
    etcd.put(app + "/db/password", "2");
    others.awaitLast(Map.of(app + "/db/password", "2"));
    assertEquals(4, changes.all().size());
  }

  @Test
  void shouldCallBackWithAPrefixThroughAKilledEtcd() {
    Changes changes = new Changes();
    etcd.put(app + "/collect/nginx", "1");
    provider.subscribe(app + "/collect/", Set.of(), changes);
    changes.awaitLast(Map.of("nginx", "1"));
    own.kill();
    own.start();
    etcd.put(app + "/collect/redis", "1");
    etcd.delete(app + "/collect/nginx");

    changes.awaitLast(Map.of("redis", "1"));
    etcd.put(app + "/collect/redis", "2");
    changes.awaitLast(Map.of("redis", "2"));
  }

  @Test
  void shouldLeaveNoThreadWhenClosed() {
    etcd.put(app + "/a", "1");
    NewThreads threads = new NewThreads();
    Changes changes = new Changes();
    assertEquals("1", resolve("${etcd:" + app + "/a}"));
    provider.subscribe(app + "/", Set.of(), changes);
    changes.awaitLast(Map.of("a", "1"));
    assertFalse(threads.names().isEmpty());

    provider.close();

    threads.awaitNone(LIMIT);
  }

  /** Everything that a subscribed callback was told. */
  private static final class Changes implements ConfigChangeCallback {

    private final List<Map<String, String>> all = new CopyOnWriteArrayList<>();

    @Override
    public void onChange(String path, ConfigData data) {
      all.add(data.data());
    }

    List<Map<String, String>> all() {
      return List.copyOf(all);
    }

    void awaitLast(Map<String, String> expected) {
      Await.until(
          () -> "a change to " + expected + "; so far " + all,
          LIMIT,
          () -> !all.isEmpty() && all.get(all.size() - 1).equals(expected));
    }
  }
}
