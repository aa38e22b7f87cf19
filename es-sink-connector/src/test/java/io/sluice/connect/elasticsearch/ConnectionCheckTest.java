package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {

  @Test
  void shouldReportHttpsWhereTheNodeSpeaksHttp() throws IOException {
    try (StubElasticsearch server = new StubElasticsearch()) {
      Problem problem = check(server.url().replace("http://", "https://")).orElseThrow();
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does the node want http://?"), problem.message());
    }
  }

  @Test
  void shouldReportANodeThatClosesThePlainConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // As Elasticsearch does where it wants TLS.
      Thread node = new Thread(() -> readARequestAndClose(server), "node");
      node.start();
      Problem problem = check("http://127.0.0.1:" + server.getLocalPort()).orElseThrow();
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does it want https://?"), problem.message());
      node.join();
    }
  }

  @Test
  void shouldWaitForANodeThatIsNotThere() throws IOException {
    StubElasticsearch server = new StubElasticsearch();
    server.close();
    assertEquals(Optional.empty(), check(server.url()));
    assertEquals(Optional.empty(), check(server.url().replace("http://", "https://")));
  }

  private static Optional<Problem> check(String url) {
    return ConnectionCheck.check(Settings.of(url, Map.of()));
  }

  private static void readARequestAndClose(ServerSocket server) {
    try (Socket connection = server.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
