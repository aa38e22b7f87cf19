package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
