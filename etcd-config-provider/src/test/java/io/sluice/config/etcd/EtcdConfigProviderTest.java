package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigChangeCallback;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EtcdConfigProviderTest {

  private final FakeEtcd etcd = new FakeEtcd();
  private final AtomicLong now = new AtomicLong();
  private final EtcdConfigProvider provider =
      new EtcdConfigProvider(
          settings -> Fixtures.client(etcd, Fixtures.PACE), now::get, Fixtures.NEVER);

  @AfterEach
  void close() {
    provider.close();
    assertEquals(0, etcd.openConnections());
  }

  private void configure(String... more) {
    Map<String, String> parameters = new HashMap<>(Map.of("endpoints", "http://etcd:2379"));
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    provider.configure(parameters);
  }

  private String message(Runnable action) {
    return assertThrows(ConfigException.class, action::run).getMessage();
  }

  private static void assertMentions(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void shouldBeFoundByItsManifestWithTheVersionOfTheBuild() {
    ConfigProvider found =
        ServiceLoader.load(ConfigProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(EtcdConfigProvider.class::isInstance)
            .findFirst()
            .orElseThrow();
    String version = ((EtcdConfigProvider) found).version();
    assertTrue(version.matches("\\d+\\.\\d+\\.\\d+.*"), version);
  }

  @Test
  void shouldResolveReferencesAsUsersWriteThem() {
    configure();
    etcd.put("/app/db/password", "from a key");
    etcd.put("/app/api", "{\"token\": \"from a field\", \"a:b\": \"colon\"}");
    ConfigTransformer transformer = new ConfigTransformer(Map.of("etcd", provider));
    assertEquals(
        Map.of("a", "from a key", "b", "<from a key>", "c", "from a field", "d", "colon"),
        transformer
            .transform(
                Map.of(
                    "a", "${etcd:/app/db/password}",
                    "b", "<${etcd:/app/db:password}>",
                    "c", "${etcd:/app/api:token}",
                    "d", "${etcd:/app/api:a:b}"))
            .data());
  }

  @Test
  void shouldPreferAKeyToAFieldOfTheSameName() {
    configure();
    etcd.put("/app", "{\"x\": \"field\", \"y\": \"field\"}");
    etcd.put("/app/x", "key");
    assertEquals(Map.of("x", "key", "y", "field"), provider.get("/app", Set.of("x", "y")).data());
    assertEquals(Map.of("x", "key", "y", "field"), provider.get("/app").data());
    assertEquals(Map.of("x", "key"), provider.get("/app/").data());
    assertMentions(message(() -> provider.get("/app/", Set.of("y"))), "/app/y");
  }

  @Test
  void shouldTakeAPlainTextAtAPathForNoFields() {
    configure();
    etcd.put("/app", "plain");
    etcd.put("/app/deep/x", "1");
    assertEquals(Map.of("deep/x", "1"), provider.get("/app").data());
  }

  @Test
  void shouldNameEveryMissingKeyAndWhatToDo() {
    configure();
    etcd.put("/app", "{\"there\": 1, \"nothing\": null}");
    assertMentions(
        message(() -> provider.get("/app", Set.of("there", "absent", "nothing"))),
        "/app/absent",
        "/app/nothing",
        "Write it to etcd");
    assertMentions(message(() -> provider.get("", Set.of("/no"))), "/no");
    assertMentions(message(() -> provider.get("/no")), "/no");
    assertEquals(Map.of(), provider.get("/no/").data());
  }

  @Test
  void shouldSayThatAValueHasNoFieldsWithoutQuotingIt() {
    configure();
    etcd.put("/app", "s3cret");
    String message = message(() -> provider.get("/app", Set.of("x")));
    assertMentions(message, "/app", "'x'", "JSON");
    assertFalse(message.contains("s3cret"), message);
  }

  @Test
  void shouldReadNothingOutsideTheAllowedPrefixes() {
    configure("allowed.prefixes", "/app/,/one");
    etcd.put("/app", "{\"x\": 1}");
    etcd.put("/secret", "1");
    assertMentions(message(() -> provider.get("", Set.of("/secret"))), "/secret", "[/app/, /one]");
    assertMentions(message(() -> provider.get("/", Set.of("secret"))), "/secret");
    assertMentions(message(() -> provider.get("/")), "prefix /");
    assertMentions(
        message(() -> provider.subscribe("", Set.of("/secret"), (path, data) -> {})), "/secret");
    // The object at /app is itself outside /app/.
    assertMentions(message(() -> provider.get("/app", Set.of("x"))), "/app/x");
    assertEquals(Map.of(), provider.get("/app/").data());
  }

  @Test
  void shouldRefuseEverythingWithoutAPath() {
    configure();
    assertMentions(message(() -> provider.get("")), "path");
    assertMentions(message(() -> provider.get("/app", Set.of(""))), "/app");
    assertEquals(Map.of(), provider.get("", Set.of()).data());
  }

  @Test
  void shouldNotConnectBeforeItIsAsked() {
    etcd.goAway(FakeEtcd.unavailable());
    configure();
    assertEquals(0, etcd.connects());
  }

  @Test
  void shouldServeTheLastKnownValuesWhileEtcdIsAway() {
    configure();
    etcd.put("/a", "1");
    provider.get("", Set.of("/a"));
    etcd.put("/a", "2");
    etcd.goAway(FakeEtcd.unavailable());
    assertEquals(Map.of("/a", "1"), provider.get("", Set.of("/a")).data());
    etcd.comeBack();
    assertEquals(Map.of("/a", "2"), provider.get("", Set.of("/a")).data());
  }

  @Test
  void shouldServeTheLastKnownValuesWhileItsCertificateIsBeingReplaced() {
    configure();
    etcd.put("/a", "1");
    provider.get("", Set.of("/a"));
    etcd.isOutOfReach(new EtcdException("the key does not match", false, null));
    assertEquals(Map.of("/a", "1"), provider.get("", Set.of("/a")).data());
    assertMentions(message(() -> provider.get("", Set.of("/b"))), "the key does not match");
    etcd.put("/a", "2");
    etcd.comeBack();
    assertEquals(Map.of("/a", "2"), provider.get("", Set.of("/a")).data());
  }

  @Test
  void shouldPreferToRideOutAShortOutage() {
    configure();
    etcd.put("/a", "1");
    provider.get("", Set.of("/a"));
    etcd.put("/a", "2");
    etcd.failNext(1, FakeEtcd.unavailable());
    assertEquals(Map.of("/a", "2"), provider.get("", Set.of("/a")).data());
  }

  @Test
  void shouldTryOnceOnlyOnceEtcdIsKnownToBeAway() {
    configure();
    etcd.put("/a", "1");
    provider.get("", Set.of("/a"));
    etcd.goAway(FakeEtcd.unavailable());
    provider.get("", Set.of("/a"));
    int reads = etcd.reads();
    provider.get("", Set.of("/a"));
    assertEquals(reads + 1, etcd.reads());
  }

  @Test
  void shouldNotReconnectAfterClose() {
    configure();
    provider.close();
    assertThrows(IllegalStateException.class, () -> provider.get("", Set.of("/a")));
  }

  @Test
  void shouldNotServeLastKnownValuesWhenEtcdRefusesOrTheKeyIsGone() {
    configure();
    etcd.put("/a", "1");
    provider.get("", Set.of("/a"));
    etcd.goAway(FakeEtcd.refusal());
    assertMentions(message(() -> provider.get("", Set.of("/a"))), "etcd says no");
    etcd.comeBack();
    etcd.delete("/a");
    assertMentions(message(() -> provider.get("", Set.of("/a"))), "/a");
  }

  @Test
  void shouldTellWhatRemainsOfTheTimeToLive() {
    configure("ttl.ms", "1000");
    etcd.put("/a", "1");
    assertEquals(1000, provider.get("", Set.of("/a")).ttl());
    now.addAndGet(Duration.ofMillis(300).toNanos());
    assertEquals(700, provider.get("", Set.of("/a")).ttl());
  }

  @Test
  void shouldHaveNoTimeToLiveByDefault() {
    configure();
    etcd.put("/a", "1");
    assertNull(provider.get("", Set.of("/a")).ttl());
  }

  @Test
  void shouldCallBackWithTheStateAndThenWithEachChangeOfIt() throws Exception {
    configure();
    etcd.put("/app", "{\"x\": 1, \"y\": 1}");
    BlockingQueue<Map<String, String>> heard = new LinkedBlockingQueue<>();
    provider.subscribe("/app", Set.of("x"), (path, data) -> heard.add(data.data()));
    assertEquals(Map.of("x", "1"), RecordingListener.take(heard));
    etcd.put("/app", "{\"x\": 1, \"y\": 2}");
    etcd.put("/app", "{broken");
    etcd.put("/app", "{\"x\": 2}");
    assertEquals(Map.of("x", "2"), RecordingListener.take(heard));
    etcd.put("/app/x", "3");
    assertEquals(Map.of("x", "3"), RecordingListener.take(heard));
    etcd.delete("/app");
    etcd.delete("/app/x");
    assertEquals(Map.of(), RecordingListener.take(heard));
    assertTrue(heard.isEmpty());
  }

  @Test
  void shouldFollowEverythingUnderAPrefix() throws Exception {
    configure();
    BlockingQueue<Map<String, String>> heard = new LinkedBlockingQueue<>();
    provider.subscribe("/list/", Set.of(), (path, data) -> heard.add(data.data()));
    assertEquals(Map.of(), RecordingListener.take(heard));
    etcd.put("/list/a", "1");
    assertEquals(Map.of("a", "1"), RecordingListener.take(heard));
  }

  @Test
  void shouldUnsubscribeOneAndAll() throws Exception {
    configure();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    ConfigChangeCallback first = (path, data) -> heard.add("first");
    ConfigChangeCallback second = (path, data) -> heard.add("second");
    provider.subscribe("", Set.of("/a"), first);
    provider.subscribe("", Set.of("/a"), first);
    assertEquals("first", RecordingListener.take(heard));
    provider.subscribe("", Set.of("/a"), second);
    assertEquals("second", RecordingListener.take(heard));
    etcd.await(() -> etcd.openWatches() == 2);
    provider.unsubscribe("", Set.of("/a"), first);
    etcd.put("/a", "1");
    assertEquals("second", RecordingListener.take(heard));
    provider.unsubscribeAll();
    assertEquals(0, etcd.openWatches());
    assertTrue(heard.isEmpty());
  }

  @Test
  void shouldPutOffComplaintsAboutParametersThatAreStillReferences() {
    EtcdConfigProvider unresolved = new EtcdConfigProvider();
    unresolved.configure(Map.of("endpoints", "${env:ETCD}", "timeout.ms", "${env:TIMEOUT}"));
    assertThrows(ConfigException.class, () -> unresolved.get("", Set.of("/a")));
    unresolved.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/,", ",", "/app,,/db", " ,/app"})
  void shouldNotTakeAnEmptyPrefixForOneThatAllowsEverything(String prefixes) {
    assertMentions(
        message(() -> configure("allowed.prefixes", prefixes)), "allowed.prefixes", "is empty");
  }

  @Test
  void shouldNameAParameterItDoesNotHave() {
    assertMentions(
        message(() -> configure("allowed.prefix", "/app")), "allowed.prefix", "allowed.prefixes");
  }
}
