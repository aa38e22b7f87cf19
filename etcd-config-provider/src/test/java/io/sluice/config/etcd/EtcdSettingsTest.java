package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Credentials;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcdSettingsTest {

  @TempDir private Path folder;

  private static AbstractConfig config(String... options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put("etcd." + options[i], options[i + 1]);
    }
    ConfigDef definition = EtcdSettings.define(new ConfigDef(), "etcd.", "etcd");
    return new AbstractConfig(definition, given, false);
  }

  private static EtcdSettings settings(String... options) {
    return EtcdSettings.from(config(options), "etcd.");
  }

  private static Map<String, String> problems(String... options) {
    return EtcdSettings.problems(config(options), "etcd.");
  }

  private String file(String name) throws Exception {
    return Files.createFile(folder.resolve(name)).toString();
  }

  @Test
  void shouldNeedEndpointsOnly() {
    assertEquals(
        new EtcdSettings(
            List.of(URI.create("http://a:2379")),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(5)),
        settings("endpoints", "http://a"));
  }

  @Test
  void shouldMapEveryOption() throws Exception {
    String ca = file("ca.pem");
    String cert = file("cert.pem");
    String key = file("key.pem");
    assertEquals(
        new EtcdSettings(
            List.of(URI.create("https://a:1"), URI.create("https://[::1]:2379")),
            Optional.of(new Credentials("u", new Password("p"))),
            Optional.of(
                new Tls(
                    Optional.of(Path.of(ca)),
                    Optional.of(new ClientCertificate(Path.of(cert), Path.of(key))),
                    Optional.of("name"))),
            Duration.ofMillis(7)),
        settings(
            "endpoints", "https://a:1, HTTPS://[::1]/",
            "user", "u",
            "password", "p",
            "tls.ca.file", ca,
            "tls.cert.file", cert,
            "tls.key.file", key,
            "tls.authority", "name",
            "timeout.ms", "7"));
  }

  @Test
  void shouldUseTlsForHttpsWithoutAnyTlsOption() {
    assertTrue(settings("endpoints", "https://a").tls().isPresent());
  }

  @Test
  void shouldNameTheFullOptionOfEveryProblemAtOnce() {
    Map<String, String> problems =
        problems("user", "u", "tls.cert.file", "/no/such/cert.pem", "tls.authority", "x");
    assertEquals(
        Set.of("etcd.endpoints", "etcd.password", "etcd.tls.key.file", "etcd.tls.cert.file"),
        problems.keySet());
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> settings("user", "u", "tls.cert.file", "/no/such/cert.pem"));
    problems
        .values()
        .forEach(problem -> assertTrue(e.getMessage().contains(problem), e.getMessage()));
    assertTrue(e.getMessage().contains("/no/such/cert.pem"), e.getMessage());
  }

  @Test
  void shouldRefuseTlsOptionsOnPlaintextAndMixedSchemes() {
    assertEquals(
        Set.of("etcd.tls.authority"),
        problems("endpoints", "http://a", "tls.authority", "x").keySet());
    assertTrue(problems("endpoints", "http://a,https://b").get("etcd.endpoints").contains("mixes"));
  }

  @Test
  void shouldRefuseAPasswordWithoutAUser() {
    assertEquals(
        Set.of("etcd.user"), problems("endpoints", "http://a", "password", "s3cret").keySet());
  }

  @Test
  void shouldRefuseWhatIsNoEndpointAndKeepItsPasswordOut() {
    for (String bad :
        List.of(
            "a:2379",
            "ftp://a",
            "http://",
            "http://a_b:1",
            "http://a/x",
            "u:s3cret@a:2379",
            "s3cret@a",
            "http://u:s3cret//b@a:2379",
            "u:s3cret//b@a:2379",
            "http://u:s3cret@a",
            "http://u:s3cret@a b")) {
      String problem = problems("endpoints", bad).get("etcd.endpoints");
      assertTrue(problem != null && problem.startsWith("etcd.endpoints holds"), bad);
      assertFalse(problem.contains("s3cret"), problem);
    }
  }

  @Test
  void shouldBeEqualForEqualSecretsOnlyAndNotShowThem() {
    String[] options = {"endpoints", "http://a", "user", "u", "password", "s3cret"};
    assertEquals(settings(options), settings(options));
    assertNotEquals(
        settings(options), settings("endpoints", "http://a", "user", "u", "password", "other"));
    assertFalse(settings(options).toString().contains("s3cret"));
  }

  @Test
  void shouldGiveEveryOptionAGroupAndADisplayName() {
    for (ConfigDef.ConfigKey key : EtcdProviderConfig.definition().configKeys().values()) {
      assertFalse(key.documentation.isBlank(), key.name);
      assertFalse(key.displayName.equals(key.name), key.name);
      assertFalse(key.group.isBlank(), key.name);
    }
  }
}
