package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  private final Map<String, String> options = new HashMap<>();
  private StubElasticsearch server;

  @BeforeEach
  void startServer() throws IOException {
    server = new StubElasticsearch().on("GET /_cluster/health", 200, "{}").on("GET /x", 200, "{}");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldShowEachKindAsElasticsearchWantsIt() throws Exception {
    assertNull(authorization(Map.of()));
    assertEquals(
        "Basic dTpww6Q=",
        authorization(Map.of("connection.username", "u", "connection.password", "pä")));
    assertEquals("ApiKey aWQ6a2V5", authorization(Map.of("connection.api.key", "id:key")));
    assertEquals("ApiKey aWQ6a2V5", authorization(Map.of("connection.api.key", "aWQ6a2V5")));
    assertEquals("Bearer AAEAAW", authorization(Map.of("connection.bearer.token", "AAEAAW")));
  }

  @Test
  void shouldSendMoreHeadersWhateverTheirValuesHold() throws Exception {
    options.put("connection.headers", "X-Tenant: a, b; c: d\n\r\n x-two :2\n");
    options.put("connection.api.key", "k");
    assertEquals("ApiKey k", authorization(options));
    assertEquals("a, b; c: d", server.lastHeader("X-Tenant"));
    assertEquals("2", server.lastHeader("X-Two"));
  }

  @Test
  void shouldTakeAnAuthorizationHeaderForCredentials() throws Exception {
    assertEquals(
        "AWS4 s3cret", authorization(Map.of("connection.headers", "authorization: AWS4 s3cret")));
    server.refusing("GET /_cluster/health", 401, "security_exception", "no");
    options.put("connection.headers", "authorization: AWS4 s3cret");
    blamed("connection.headers", "401");
  }

  @Test
  void shouldExchangeThemWhileConnected() throws Exception {
    try (ElasticsearchConnection connection = connect(Map.of("connection.api.key", "a"))) {
      connection.restClient().performRequest(new Request("GET", "/x"));
      assertEquals("ApiKey a", server.lastHeader("Authorization"));
      connection.use(Settings.of(server.url(), Map.of("connection.api.key", "b")).credentials());
      connection.restClient().performRequest(new Request("GET", "/x"));
      assertEquals("ApiKey b", server.lastHeader("Authorization"));
    }
  }

  @Test
  void shouldRefuseWhatDoesNotGoTogether() {
    options.put("connection.bearer.token", "s3cret");
    options.put("connection.api.key", "s3cret");
    blamed("connection.bearer.token", "either it, or connection.api.key");
    options.remove("connection.api.key");
    options.put("connection.headers", "Authorization: Basic s3cret");
    blamed("connection.headers", "with an Authorization header, or connection.bearer.token");
    options.put("connection.headers", "X-Other: y");
    assertEquals(Map.of(), errors());
    options.put("connection.proxy.username", "u");
    assertEquals(Set.of("connection.proxy.url", "connection.proxy.password"), errors().keySet());
  }

  @Test
  void shouldSayWhichHeaderIsWrongWithoutItsValue() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "s3cret", "line 1 must be 'Name: value'",
                "s3cret s3cret: x", "line 1 must be 'Name: value'",
                "X: s3cret\nY:", "line 2: header Y has no value",
                "X: s3cret\nx: s3cret", "line 2: x is there twice",
                "content-type: s3cret", "line 1: content-type is the connector's own to set",
                "X: s3cret\u00e4", "line 1: X holds more than ASCII")
            .entrySet()) {
      options.put("connection.headers", wrong.getKey());
      blamed("connection.headers", wrong.getValue());
    }
  }

  @Test
  void shouldRefuseATokenThatIsNotOneLine() {
    for (String token : new String[] {"s3\ncret", "s3 cret", "s3cr\u00e9t"}) {
      options.put("connection.bearer.token", token);
      blamed("connection.bearer.token", "one line of ASCII");
    }
  }

  @Test
  void shouldCheckTheProxysUrl() {
    for (String url :
        new String[] {"https://p:1", "http://p", "http://u:s3cret@p:1", "p:1", "http://p:1/x"}) {
      options.put("connection.proxy.url", url);
      blamed("connection.proxy.url", "");
    }
  }

  private void blamed(String option, String words) {
    Map<String, String> errors = errors();
    assertEquals(Set.of(option), errors.keySet());
    assertTrue(errors.get(option).contains(words), errors.get(option));
    assertFalse(errors.toString().contains("cret"), errors.toString());
  }

  private Map<String, String> errors() {
    options.put("connection.url", server.url());
    return new ElasticsearchSinkConnector()
        .validate(options).configValues().stream()
            .filter(option -> !option.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(
                    ConfigValue::name, option -> String.join(" ", option.errorMessages())));
  }

  private String authorization(Map<String, String> settings) throws IOException {
    try (ElasticsearchConnection connection = connect(settings)) {
      connection.restClient().performRequest(new Request("GET", "/x"));
    }
    return server.lastHeader("Authorization");
  }

  private ElasticsearchConnection connect(Map<String, String> settings) {
    return new ElasticsearchConnection(Settings.of(server.url(), settings), "test");
  }
}
