package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  /** Of user u with password p. */
  private static final String AUTHORIZATION = "Basic dTpw";

  @TempDir private Path folder;
  private final Map<String, String> options = new HashMap<>();

  @Test
  void shouldAskAProxyForPlainRequestsAndBeKnownToItAtOnce() throws Exception {
    try (StubElasticsearch server = new StubElasticsearch().on("GET /x", 200, "{}");
        StubProxy proxy = new StubProxy(AUTHORIZATION)) {
      get(server, proxy);
      assertEquals(List.of("passed GET " + server.url() + "/x HTTP/1.1"), proxy.requests());
    }
  }

  @Test
  void shouldTunnelThroughAProxyToHttpsWithoutShowingTheNodeItsPassword() throws Exception {
    Certificate node = Certificate.of(folder, "node", "IP:127.0.0.1");
    try (StubElasticsearch server =
            StubElasticsearch.over(node.server(null), false).on("GET /x", 200, "{}");
        StubProxy proxy = new StubProxy(AUTHORIZATION)) {
      options.put("ssl.truststore.type", "PEM");
      options.put("ssl.truststore.certificates", node.pem());
      get(server, proxy);
      String line = "CONNECT " + server.url().replace("https://", "") + " HTTP/1.1";
      assertEquals(List.of("407 " + line, "passed " + line), proxy.requests());
      assertNull(server.lastHeader("Proxy-Authorization"));
    }
  }

  @Test
  void shouldReportAProxyThatRefusesThePassword() throws Exception {
    options.put("connection.proxy.username", "u");
    options.put("connection.proxy.password", "wrong");
    assertBlames("connection.proxy.password", "http://es.invalid:9200");
    assertBlames("connection.proxy.password", "https://es.invalid:9200");
  }

  @Test
  void shouldReportAProxyThatRefusesThePasswordWithoutSayingThatItIsAProxy() throws Exception {
    options.put("connection.proxy.username", "u");
    options.put("connection.proxy.password", "wrong");
    try (StubProxy proxy = new StubProxy(AUTHORIZATION, "401 No")) {
      assertBlames("connection.proxy.password", "https://es.invalid:9200", proxy, "401");
    }
  }

  @Test
  void shouldBlameTheUserOfElasticsearchWhereThatRefusesItThroughAProxy() throws Exception {
    options.put("connection.proxy.username", "u");
    options.put("connection.proxy.password", "p");
    options.put("connection.username", "someone");
    options.put("connection.password", "wrong");
    try (StubElasticsearch server = new StubElasticsearch().requiring("Basic x");
        StubProxy proxy = new StubProxy(AUTHORIZATION)) {
      options.put("connection.proxy.url", proxy.url());
      assertEquals("connection.password", check(server.url()).option());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"403 Forbidden", "400 Bad Request"})
  void shouldReportAProxyThatDoesNotLetRequestsThrough(String refusal) throws Exception {
    for (String url : List.of("http://es.invalid:9200", "https://es.invalid:9200")) {
      try (StubProxy proxy = new StubProxy(AUTHORIZATION, refusal)) {
        assertBlames("connection.proxy.url", url, proxy, "status " + refusal.substring(0, 3));
      }
    }
  }

  @Test
  void shouldTakeANodeThatTheProxyDoesNotReachForOneThatIsNotReached() throws Exception {
    for (String url : List.of("http://es.invalid:9200", "https://es.invalid:9200")) {
      try (StubProxy proxy = new StubProxy(AUTHORIZATION, "503 Service Unavailable")) {
        options.put("connection.proxy.url", proxy.url());
        Problem problem = check(url);
        assertEquals("connection.url", problem.option());
        assertTrue(
            problem.message().contains("cannot be reached at " + url + " (status 503"),
            problem.message());
      }
    }
  }

  @Test
  void shouldReportAProxyThatWantsAPassword() throws Exception {
    assertBlames("connection.proxy.username", "http://es.invalid:9200");
    assertBlames("connection.proxy.username", "https://es.invalid:9200");
  }

  private void assertBlames(String option, String url) throws Exception {
    try (StubProxy proxy = new StubProxy(AUTHORIZATION)) {
      assertBlames(option, url, proxy, "407");
    }
  }

  private void assertBlames(String option, String url, StubProxy proxy, String status) {
    options.put("connection.proxy.url", proxy.url());
    Problem problem = check(url);
    assertEquals(option, problem.option(), problem.message());
    String message = problem.message();
    assertTrue(message.contains(proxy.url()) && message.contains(status), message);
    assertFalse(message.contains("wrong"), message);
  }

  private Problem check(String url) {
    PrivilegeCheck none =
        new PrivilegeCheck(List.of(), CreateMode.INDEX, OperationSettings.DEFAULT, false);
    List<Problem> problems = new ConnectionCheck(Settings.of(url, options), true, none).run();
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private void get(StubElasticsearch server, StubProxy proxy) throws Exception {
    options.put("connection.proxy.url", proxy.url());
    options.put("connection.proxy.username", "u");
    options.put("connection.proxy.password", "p");
    try (ElasticsearchConnection connection =
        new ElasticsearchConnection(Settings.of(server.url(), options), "test")) {
      connection.restClient().performRequest(new Request("GET", "/x"));
    }
    assertEquals(List.of("GET /x"), server.requests());
  }
}
