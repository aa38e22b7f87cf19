package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir private static Path folder;
  private static Certificate node;
  private static Certificate client;

  private final Map<String, String> options = new HashMap<>();
  private StubElasticsearch server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    node = Certificate.of(folder, "node", "IP:127.0.0.1");
    client = Certificate.of(folder, "client", "DNS:client.example.com");
  }

  @BeforeEach
  void startServer() throws Exception {
    server = server(StubElasticsearch.over(node.server(null), false));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldTrustCertificatesGivenAsPemText() throws Exception {
    trustTheNode();
    assertEquals(List.of(), problems());
  }

  @Test
  void shouldTrustCertificatesOfAPemFile() throws Exception {
    options.put("ssl.truststore.type", "PEM");
    options.put("ssl.truststore.location", write("node.pem", node.pem()));
    assertEquals(List.of(), problems());
  }

  @Test
  void shouldTrustCertificatesOfAPkcs12File() {
    options.put("ssl.truststore.type", "PKCS12");
    options.put("ssl.truststore.location", node.file().toString());
    options.put("ssl.truststore.password", Certificate.PASSWORD);
    assertEquals(List.of(), problems());
  }

  @Test
  void shouldNotTrustOtherCertificates() throws Exception {
    options.put("ssl.truststore.type", "PEM");
    options.put("ssl.truststore.certificates", client.pem());
    Problem problem = problem();
    assertEquals("ssl.truststore.certificates", problem.option());
    assertTrue(problem.message().contains("TLS with " + server.url()), problem.message());
  }

  @Test
  void shouldTrustWhatTheJvmTrustsUnlessToldOtherwise() {
    Problem problem = problem();
    assertEquals("ssl.truststore.location", problem.option());
    assertTrue(
        problem.message().contains("PKIX path building failed")
            || problem.message().contains("unable to find"),
        problem.message());
    assertTrue(problem.message().contains("cacerts"), problem.message());
  }

  @Test
  void shouldCheckTheHostNameUnlessToldNotTo() throws Exception {
    server.close();
    server = server(StubElasticsearch.over(client.server(null), false));
    options.put("ssl.truststore.type", "PEM");
    options.put("ssl.truststore.certificates", client.pem());
    Problem problem = problem();
    assertEquals("connection.url", problem.option());
    assertTrue(problem.message().contains("CN=client"), problem.message());
    options.put("ssl.endpoint.identification.algorithm", "");
    assertEquals(List.of(), problems());
  }

  @Test
  void shouldShowItsOwnCertificateToANodeThatAsks() throws Exception {
    server.close();
    server = server(StubElasticsearch.over(node.server(client), true));
    trustTheNode();
    assertEquals("ssl.keystore.location", problem().option());
    options.put("ssl.enabled.protocols", "TLSv1.2");
    assertEquals("ssl.keystore.location", problem().option());
    options.remove("ssl.enabled.protocols");
    options.put("ssl.keystore.type", "PEM");
    options.put("ssl.keystore.certificate.chain", client.pem());
    options.put("ssl.keystore.key", client.keyPem());
    assertEquals(List.of(), problems());
    options.remove("ssl.keystore.certificate.chain");
    options.remove("ssl.keystore.key");
    options.put("ssl.keystore.location", write("client.pem", client.pem() + client.keyPem()));
    assertEquals(List.of(), problems());
    options.put("ssl.keystore.type", "PKCS12");
    options.put("ssl.keystore.location", client.file().toString());
    options.put("ssl.keystore.password", Certificate.PASSWORD);
    assertEquals(List.of(), problems());
  }

  @Test
  void shouldTalkTheProtocolsThatAreEnabled() throws Exception {
    trustTheNode();
    options.put("ssl.enabled.protocols", "TLSv1.2");
    options.put("ssl.cipher.suites", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assertEquals(List.of(), problems());
    assertEquals(List.of("TLSv1.2"), server.protocols());
  }

  @Test
  void shouldBlameTheOptionThatIsWrong() throws Exception {
    String pkcs12 = node.file().toString();
    String none = folder.resolve("none.p12").toString();
    blamed("ssl.truststore.location", "no such file", "ssl.truststore.location", none);
    blamed("ssl.truststore.location", "it is a directory", "ssl.truststore.location", "/");
    blamed(
        "ssl.truststore.password",
        "not the password of " + pkcs12,
        "ssl.truststore.location",
        pkcs12,
        "ssl.truststore.password",
        "s3cret");
    blamed("ssl.truststore.location", "not specified", "ssl.truststore.password", "s3cret");
    blamed(
        "ssl.truststore.location",
        "set ssl.truststore.type=PEM",
        "ssl.truststore.location",
        write("a.pem", node.pem()));
    blamed("ssl.truststore.type", "only for PEM", "ssl.truststore.certificates", node.pem());
    blamed(
        "ssl.truststore.certificates",
        "No matching CERTIFICATE entries",
        "ssl.truststore.certificates",
        "s3cret",
        "ssl.truststore.type",
        "PEM");
    blamed("ssl.keystore.password", "not specified", "ssl.keystore.location", pkcs12);
    blamed(
        "ssl.key.password",
        "not the password of the private key in " + pkcs12,
        "ssl.keystore.location",
        pkcs12,
        "ssl.keystore.password",
        Certificate.PASSWORD,
        "ssl.key.password",
        "s3cret");
    blamed(
        "ssl.keystore.key",
        "private key is not specified",
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.certificate.chain",
        node.pem());
    blamed(
        "ssl.keystore.certificate.chain",
        "PKCS#8",
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.certificate.chain",
        node.pem(),
        "ssl.keystore.key",
        node.keyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY").replaceFirst("M", "N"));
    blamed("ssl.protocol", "SSLv9", "ssl.protocol", "SSLv9");
    blamed("ssl.provider", "Nobody", "ssl.provider", "Nobody");
    blamed("ssl.enabled.protocols", "TLSv9", "ssl.enabled.protocols", "TLSv9");
    blamed("ssl.cipher.suites", "ROT13", "ssl.cipher.suites", "ROT13");
    blamed(
        "ssl.endpoint.identification.algorithm",
        "https",
        "ssl.endpoint.identification.algorithm",
        "none");
    assertEquals(List.of(), server.requests());
  }

  @Test
  void shouldFailATaskWithTheOptionThatIsWrong() {
    options.put("connection.url", server.url());
    options.put("ssl.truststore.location", "/none");
    ElasticsearchSinkTask task = new ElasticsearchSinkTask();
    ConfigException failure = assertThrows(ConfigException.class, () -> task.start(options));
    assertEquals(
        "ssl.truststore.location: /none cannot be read: there is no such file on this worker.",
        failure.getMessage());
    task.stop();
  }

  private void blamed(String option, String words, String... settings) {
    options.clear();
    for (int i = 0; i < settings.length; i += 2) {
      options.put(settings[i], settings[i + 1]);
    }
    Problem problem = problem();
    assertEquals(option, problem.option(), problem.message());
    assertTrue(
        problem.message().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)),
        problem.message());
    assertFalse(problem.message().contains("s3cret"), problem.message());
  }

  private void trustTheNode() throws Exception {
    options.put("ssl.truststore.type", "PEM");
    options.put("ssl.truststore.certificates", node.pem());
  }

  private Problem problem() {
    List<Problem> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private List<Problem> problems() {
    options.put("connection.url", server.url());
    return new ElasticsearchSinkConnector()
        .validate(options).configValues().stream()
            .flatMap(
                option ->
                    option.errorMessages().stream()
                        .map(message -> new Problem(option.name(), message)))
            .toList();
  }

  private static StubElasticsearch server(StubElasticsearch server) {
    return server.on("GET /_cluster/health", 200, "{}");
  }

  private static String write(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
