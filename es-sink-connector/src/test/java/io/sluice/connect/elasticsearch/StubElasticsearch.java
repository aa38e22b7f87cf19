package io.sluice.connect.elasticsearch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Answers HTTP requests as told, by method and path, and keeps which came. */
public final class StubElasticsearch implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> protocols = new CopyOnWriteArrayList<>();
  private volatile String lastBody;
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private volatile String authorization;
  private volatile boolean product = true;

  public StubElasticsearch() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private StubElasticsearch(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that speaks TLS, and may want a certificate of its clients. */
  static StubElasticsearch over(SSLContext tls, boolean needsClientCertificate) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(needsClientCertificate);
            parameters.setSSLParameters(wanted);
          }
        });
    return new StubElasticsearch(server);
  }

  /** Answers, say, {@code PUT /index}; what was not told is answered 404 without a type. */
  public StubElasticsearch on(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  /** An answer of Elasticsearch that refuses. */
  public StubElasticsearch refusing(String request, int status, String type, String reason) {
    return on(request, status, refusal(status, type, reason));
  }

  private static String refusal(int status, String type, String reason) {
    return "{\"error\":{\"root_cause\":[],\"type\":\""
        + type
        + "\",\"reason\":\""
        + reason
        + "\"},\"status\":"
        + status
        + "}";
  }

  /** Answers 401 to who does not show this Authorization header. */
  StubElasticsearch requiring(String wanted) {
    authorization = wanted;
    return this;
  }

  /** Leaves out the headers by which Elasticsearch can be told. */
  StubElasticsearch beSomethingElse() {
    product = false;
    return this;
  }

  public String url() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort();
  }

  public List<String> requests() {
    return requests;
  }

  /** The body of the last request. */
  public String lastBody() {
    return lastBody;
  }

  /** A header of the last request, or null. */
  String lastHeader(String name) {
    return headers.get(headers.size() - 1).getFirst(name);
  }

  /** A header of each request. */
  List<String> eachHeader(String name) {
    return headers.stream().map(each -> String.valueOf(each.getFirst(name))).toList();
  }

  /** The TLS protocols of the requests that came. */
  List<String> protocols() {
    return protocols;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    headers.add(exchange.getRequestHeaders());
    requests.add(request);
    if (exchange instanceof HttpsExchange secured) {
      protocols.add(secured.getSSLSession().getProtocol());
    }
    Answer answer = answers.getOrDefault(request, new Answer(404, "{}"));
    if (authorization != null
        && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer = new Answer(401, refusal(401, "security_exception", "no"));
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    // What security refuses comes without.
    if (product && answer.status() != 403) {
      exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    }
    exchange
        .getResponseHeaders()
        .add(
            "Content-Type",
            product ? "application/vnd.elasticsearch+json;compatible-with=8" : "text/html");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int status, String body) {}
}
