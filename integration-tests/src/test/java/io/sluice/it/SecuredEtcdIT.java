package io.sluice.it;

import static io.sluice.it.SecuredEtcd.copy;
import static io.sluice.it.SecuredEtcd.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdConfigProvider;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdLease;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host's own user can do in an etcd with TLS and authentication on, and what it cannot. */
class SecuredEtcdIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String USER = "sluice-web-1";
  private static final Password PASSWORD = new Password("change-me");
  private static final String LISTS = "/collect/web-1/";

  private static SecuredEtcd etcd;
  private static Etcdctl root;

  @TempDir private static Path served;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    etcd = new SecuredEtcd("secured-etcd-it", 1, served);
    root = etcd.root();
  }

  @AfterAll
  static void stop() {
    etcd.close();
  }

  private static EtcdClient client() {
    return SecuredEtcd.client(
        etcd.endpoints(),
        USER,
        PASSWORD,
        file("ca.pem"),
        file("client-rsa.pem"),
        file("client-rsa.key"));
  }

  @Test
  void shouldDoWithTheDocumentedRoleWhatItIsForAndNothingElse() {
    root.run("put", LISTS + "a", "{}");
    root.run("put", "/collect/web-2/a", "{}");
    try (EtcdClient client = client()) {
      assertEquals(
          Set.of(LISTS + "a"), client.read(List.of(EtcdRange.of(LISTS))).values().keySet());
      client.put("/sluice/status/web-1/logs", "{}");
      try (EtcdLease lease = client.lease("/sluice/agents/web-1/logs", Duration.ofSeconds(30))) {
        lease.keep("{}");
        lease.keep("{}");
        assertEquals("{}", root.run("get", "--print-value-only", "/sluice/agents/web-1/logs"));
      }
      assertEquals("", root.run("get", "/sluice/agents/web-1/logs"));

      assertRefused(() -> client.read(List.of(EtcdRange.of("/collect/web-2/"))));
      String denied =
          assertRefused(() -> client.read(List.of(EtcdRange.of(LISTS), EtcdRange.of("/collect/"))));
      assertTrue(denied.contains("could not read [/collect/*]: "), denied);
      assertTrue(denied.endsWith("Grant the user '" + USER + "' a role that allows it."), denied);
      assertRefused(() -> client.put(LISTS + "a", "[]"));
      assertRefused(() -> client.put("/sluice/status/web-2/logs", "{}"));
      assertRefused(() -> client.put("/sluice/agents/web-2/logs", "{}"));
    } finally {
      root.run("del", "--prefix", "/collect/");
    }
  }

  private static String assertRefused(Runnable request) {
    EtcdException refused = assertThrows(EtcdException.class, request::run);
    assertFalse(refused.isUnavailable());
    assertTrue(refused.getMessage().contains("permission denied"), refused::getMessage);
    return refused.getMessage();
  }

  @Test
  void shouldRunTheSourceConnectorThroughExpiredLogins() throws Exception {
    try (Source source = new Source("secured");
        NumberedLog first = source.log("first.log");
        NumberedLog second = source.log("second.log")) {
      source
          .with("host", "web-1")
          .with("collect.keys", LISTS)
          .with("status.key", "/sluice/status/{host}/{connector}")
          .with("etcd.endpoints", etcd.endpoints().get(0).toString())
          .with("etcd.user", USER)
          .with("etcd.password", PASSWORD.value())
          .with("etcd.tls.ca.file", file("ca.pem").toString())
          .with("etcd.tls.cert.file", file("client-ec.pem").toString())
          .with("etcd.tls.key.file", file("client-ec.key").toString());
      first.write(3);
      second.write(3);
      collect(first.path(), source.topic("first"));
      source.start(1);
      source.assertLines(source.topic("first"), first.lines());
      awaitKey("/sluice/status/web-1/" + source.name, "\"APPLIED\"");
      awaitKey("/sluice/agents/web-1/" + source.name, "\"web-1\"");

      awaitExpiredLogins();
      collect(second.path(), source.topic("second"));

      source.assertLines(source.topic("second"), second.lines());
      root.run("put", LISTS + "log", "{");
      awaitKey("/sluice/status/web-1/" + source.name, "\"FAILED\"");
    } finally {
      root.run("del", "--prefix", "/collect/");
    }
  }

  private static void collect(Path log, String topic) {
    root.run(
        "put",
        LISTS + "log",
        "{\"path\": \"%s\", \"topic\": \"%s\", \"format\": \"line\"}".formatted(log, topic));
  }

  private static void awaitKey(String key, String part) {
    Await.until(
        key + " to hold " + part,
        LIMIT,
        () -> root.run("get", "--print-value-only", key).contains(part));
  }

  /** Each request lengthens a login's life; so nobody can look, and only time can tell. */
  private static void awaitExpiredLogins() {
    long end = System.nanoTime() + SecuredEtcd.LOGIN_LIFETIME.multipliedBy(2).toNanos();
    Await.until("the end of the logins", LIMIT, () -> System.nanoTime() > end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-rsa", "client-ec"})
  void shouldLogInByCertificateAloneWhateverTheFormOfItsKey(String name) {
    root.run("put", LISTS + "value", "1");
    try (EtcdConfigProvider provider = new EtcdConfigProvider()) {
      provider.configure(
          parameters(
              "tls.cert.file", file(name + ".pem").toString(),
              "tls.key.file", file(name + ".key").toString()));

      assertEquals("1", provider.get(LISTS, Set.of("value")).data().get("value"));
      ConfigException refused =
          assertThrows(ConfigException.class, () -> provider.get("/collect/web-2/"));
      assertTrue(refused.getMessage().contains("permission denied"), refused::getMessage);
    } finally {
      root.run("del", "--prefix", "/collect/");
    }
  }

  @Test
  void shouldSayThatAClientCertificateIsWanted() {
    try (EtcdConfigProvider provider = new EtcdConfigProvider()) {
      provider.configure(parameters("user", USER, "password", PASSWORD.value()));

      ConfigException refused =
          assertThrows(ConfigException.class, () -> provider.get(LISTS, Set.of("value")));

      assertTrue(refused.getMessage().contains("tls.cert.file"), refused::getMessage);
      assertFalse(refused.getMessage().contains(PASSWORD.value()), refused::getMessage);
    }
  }

  private static Map<String, String> parameters(String... more) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("endpoints", etcd.endpoints().get(0).toString());
    parameters.put("tls.ca.file", file("ca.pem").toString());
    parameters.put("timeout.ms", "10000");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return parameters;
  }

  @Test
  void shouldHearOfEveryChangeThroughReplacedCertificates() throws Exception {
    Path ca = copy("ca.pem", folder.resolve("trusted.pem"));
    Path cert = copy("client-rsa.pem", folder.resolve("client.pem"));
    Path key = copy("client-rsa.key", folder.resolve("client.key"));
    SnapshotLog log = new SnapshotLog();
    try (NumberedChanges changes = new NumberedChanges(etcd.rootClient(), LISTS);
        EtcdClient subscriber =
            SecuredEtcd.client(etcd.endpoints(), USER, PASSWORD, ca, cert, key)) {
      changes.awaitMore(10);
      subscriber.subscribe(List.of(EtcdRange.of(LISTS)), log);
      changes.awaitHeard(log);
      etcd.serve("other-server");
      etcd.members().get(0).kill();
      etcd.members().get(0).start();
      Await.until(
          "an error that names the certificate; so far " + log.outages(),
          LIMIT,
          () ->
              log.outages().stream().anyMatch(e -> e.getMessage().contains("certification path")));
      copy("client-ec.pem", cert);
      copy("client-ec.key", key);
      copy("other-ca.pem", ca);

      changes.awaitMore(10);
      changes.end();
      changes.awaitHeard(log);
      changes.assertHeardAsMade(log);
    } finally {
      etcd.serve("server");
      root.run("del", "--prefix", "/collect/");
    }
  }
}
