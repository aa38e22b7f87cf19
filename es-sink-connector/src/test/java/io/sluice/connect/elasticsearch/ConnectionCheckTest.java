package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionCheckTest {

  @Test
  void shouldReportHttpsWhereTheNodeSpeaksHttp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread node = new Thread(() -> answerInPlainHttp(server), "node");
      node.start();
      Problem problem = problem("https://127.0.0.1:" + server.getLocalPort());
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does the node want http://?"), problem.message());
      node.join();
    }
  }

  @Test
  void shouldReportANodeThatClosesThePlainConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // As Elasticsearch does where it wants TLS.
      Thread node = new Thread(() -> readARequestAndClose(server), "node");
      node.start();
      Problem problem = problem("http://127.0.0.1:" + server.getLocalPort());
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains("does it want https://?"), problem.message());
      node.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void shouldAskTheNextNodeWhereOneClosesTheConnection(String scheme) throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StubElasticsearch good = new StubElasticsearch().on("GET /_cluster/health", 200, "{}")) {
      Thread node = new Thread(() -> readALittleAndClose(closing), "node");
      node.start();
      String first = scheme + "://127.0.0.1:" + closing.getLocalPort();
      assertEquals(List.of(), check(first + "," + good.url(), true));
      assertEquals(List.of("GET /_cluster/health"), good.requests());
      node.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void shouldOnlyWarnOfANodeThatClosesTheConnectionWhereThatIsOptional(String scheme)
      throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread node = new Thread(() -> readALittleAndClose(closing), "node");
      node.start();
      assertEquals(List.of(), check(scheme + "://127.0.0.1:" + closing.getLocalPort(), false));
      node.join();
    }
  }

  @Test
  void shouldSayWhichNodesCannotBeReachedAndWhy() throws IOException {
    String first = unusedUrl();
    String second = unusedUrl().replace("http://", "https://");
    Problem problem = problem(first);
    assertEquals("connection.url", problem.option());
    assertTrue(problem.message().contains(first + " (ConnectException: "), problem.message());
    assertTrue(problem.message().contains("connection.check=optional"), problem.message());
    problem = problem(first + "," + second);
    assertTrue(problem.message().contains(first + " ("), problem.message());
    assertTrue(problem.message().contains(second + " ("), problem.message());
  }

  @Test
  void shouldOnlyWarnOfAClusterThatCannotBeReachedWhereThatIsOptional() throws IOException {
    assertEquals(List.of(), check(unusedUrl(), false));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429, 500, 503})
  void shouldLeaveToTheTaskAClusterThatIsNotReady(int status) throws IOException {
    try (StubElasticsearch server =
        new StubElasticsearch().on("GET /_cluster/health", status, "{}")) {
      assertEquals(List.of(), check(server.url(), true));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 408, 429, 502, 503})
  void shouldAskTheNextNodeWhereSomethingBeforeOneAnswers(int status) throws IOException {
    try (StubElasticsearch proxy =
            new StubElasticsearch().beSomethingElse().on("GET /_cluster/health", status, "{}");
        StubElasticsearch good = new StubElasticsearch().on("GET /_cluster/health", 200, "{}")) {
      assertEquals(List.of(), check(proxy.url() + "," + good.url(), true));
      Problem problem = problem(proxy.url());
      assertEquals("connection.url", problem.option());
      assertTrue(problem.message().contains(proxy.url() + " (status " + status), problem.message());
      assertEquals(List.of(), check(proxy.url(), false));
    }
  }

  @Test
  void shouldAskTheNextNodeWhereOneIsDead() throws IOException {
    try (StubElasticsearch server = new StubElasticsearch().on("GET /_cluster/health", 200, "{}")) {
      assertEquals(List.of(), check(unusedUrl() + "," + server.url(), true));
      assertEquals(List.of("GET /_cluster/health"), server.requests());
    }
  }

  @Test
  void shouldComeBackFromNodesThatDoNotAnswer() throws IOException {
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      long begin = System.nanoTime();
      String urls =
          "http://127.0.0.1:" + first.getLocalPort() + ",http://127.0.0.1:" + second.getLocalPort();
      Problem problem = problem(urls);
      assertTrue(problem.message().contains("SocketTimeoutException"), problem.message());
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(taken.toSeconds() < 15, taken.toString());
    }
  }

  private static List<Problem> check(String url, boolean required) {
    PrivilegeCheck none =
        new PrivilegeCheck(List.of(), CreateMode.INDEX, OperationSettings.DEFAULT, false);
    return new ConnectionCheck(Settings.of(url, Map.of()), required, none).run();
  }

  private static Problem problem(String url) {
    List<Problem> problems = check(url, true);
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private static String unusedUrl() throws IOException {
    try (StubElasticsearch server = new StubElasticsearch()) {
      return server.url();
    }
  }

  private static void readALittleAndClose(ServerSocket server) {
    try (Socket connection = server.accept()) {
      assertTrue(connection.getInputStream().read(new byte[4096]) > 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client that wants TLS has sent no line that a stub's own HTTP server could wait for. */
  private static void answerInPlainHttp(ServerSocket server) {
    try (Socket connection = server.accept()) {
      assertTrue(connection.getInputStream().read(new byte[4096]) > 0);
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
