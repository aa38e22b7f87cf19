package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.connect.elasticsearch.Settings;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestBulkTransportTest {

  private static final byte[] BODY =
      "{\"create\":{}}\n{}\nleft over".getBytes(StandardCharsets.UTF_8);
  private static final int LENGTH = BODY.length - "left over".length();

  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{\"items\":[{\"create\":{\"status\":201}}]}";
  private volatile String received;
  private volatile int receivedBytes;
  private volatile String encoding;
  private volatile String request;
  private volatile String contentType;
  private volatile String authorization;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldPostTheBodyAsItIs() throws Exception {
    BulkResponse response = send(Map.of("connection.api.key", "id:key"));
    assertEquals(1, response.items());
    assertEquals("{\"create\":{}}\n{}\n", received);
    assertTrue(request.startsWith("POST /es/_bulk?filter_path="), request);
    assertTrue(request.contains("timeout=2500ms"), request);
    assertEquals("application/vnd.elasticsearch+x-ndjson; compatible-with=8", contentType);
    assertEquals("ApiKey aWQ6a2V5", authorization);
  }

  @Test
  void shouldCompressTheBody() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("{\"create\":{}}\n{\"n\":").append(i).append("}\n");
    }
    byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
    assertEquals(1, send(Map.of(), Compression.GZIP, body, body.length).items());
    assertEquals("gzip", encoding);
    assertEquals(lines.toString(), received);
    assertTrue(receivedBytes < body.length / 5, receivedBytes + " of " + body.length);
    send(Map.of(), Compression.NONE, body, body.length);
    assertNull(encoding);
  }

  @Test
  void shouldGiveTheStatusAndErrorOfARefusal() throws Exception {
    status = 413;
    answer = "<html>too large</html>";
    assertEquals(BulkResponse.refused(413, ErrorCause.UNKNOWN), send(Map.of()));
    status = 400;
    answer =
        "{\"error\":{\"type\":\"illegal_argument_exception\",\"reason\":\"no\"},\"status\":400}";
    assertEquals(
        BulkResponse.refused(400, new ErrorCause("illegal_argument_exception", "no")),
        send(Map.of()));
  }

  @Test
  void shouldSayWhereAnAnswerCannotBeRead() throws Exception {
    answer = "<html>";
    BulkResponse response = send(Map.of());
    assertEquals(-1, response.items());
    assertTrue(response.error().reason().contains("cannot be read"), response.error().reason());
  }

  @Test
  void shouldAskTheNextNodeWhereOneIsDead() throws Exception {
    HttpServer dead =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String url = "http://127.0.0.1:" + dead.getAddress().getPort() + "/es/";
    dead.stop(0);
    assertEquals(1, send(url + "," + url(), Map.of(), Compression.GZIP, BODY, LENGTH).items());
    assertEquals(1, send(url() + "," + url, Map.of(), Compression.GZIP, BODY, LENGTH).items());
    assertEquals("{\"create\":{}}\n{}\n", received);
  }

  @Test
  void shouldFailWhereNobodyAnswers() {
    server.stop(0);
    ExecutionException failure = assertThrows(ExecutionException.class, () -> send(Map.of()));
    assertInstanceOf(IOException.class, failure.getCause());
  }

  @Test
  void shouldCompleteTheAnswerWhateverReadingItThrows() {
    RuntimeException bug = new IllegalStateException("bug");
    CompletableFuture<BulkResponse> withException = new CompletableFuture<>();
    RestBulkTransport.complete(
        withException,
        () -> {
          throw bug;
        });
    assertSame(bug, assertThrows(ExecutionException.class, withException::get).getCause());

    Error error = new OutOfMemoryError("made up");
    CompletableFuture<BulkResponse> withError = new CompletableFuture<>();
    Supplier<BulkResponse> reading =
        () -> {
          throw error;
        };
    assertSame(
        error, assertThrows(Error.class, () -> RestBulkTransport.complete(withError, reading)));
    assertTrue(withError.isCompletedExceptionally());
  }

  private BulkResponse send(Map<String, String> options) throws Exception {
    return send(options, Compression.NONE, BODY, LENGTH);
  }

  private BulkResponse send(
      Map<String, String> options, Compression compression, byte[] body, int length)
      throws Exception {
    return send(url(), options, compression, body, length);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/es/";
  }

  private BulkResponse send(
      String urls, Map<String, String> options, Compression compression, byte[] body, int length)
      throws Exception {
    ConnectionSettings settings = Settings.of(urls, options);
    try (ElasticsearchConnection connection = new ElasticsearchConnection(settings, "test")) {
      return new RestBulkTransport(connection.restClient(), settings.requestTimeout(), compression)
          .send(body, length)
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    byte[] sent = exchange.getRequestBody().readAllBytes();
    receivedBytes = sent.length;
    if ("gzip".equals(encoding)) {
      sent = new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes();
    }
    received = new String(sent, StandardCharsets.UTF_8);
    request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
