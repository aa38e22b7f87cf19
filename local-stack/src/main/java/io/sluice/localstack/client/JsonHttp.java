package io.sluice.localstack.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A JSON API over HTTP at one base URL. */
final class JsonHttp {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Longer than Connect's own limit for a request, 90 s, so that its answer is seen. */
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(100);

  private final HttpClient client;
  private final URI base;

  /** The value of the Authorization header, or null. */
  private final String authorization;

  JsonHttp(URI base) {
    this(base, builder().build(), null);
  }

  /** One for https, with basic authentication. */
  JsonHttp(URI base, ClientTls tls, String user, String password) {
    this(
        base,
        builder().sslContext(tls.context()).build(),
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
  }

  private JsonHttp(URI base, HttpClient client, String authorization) {
    this.base = base;
    this.client = client;
    this.authorization = authorization;
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_LIMIT);
  }

  /**
   * Sends a request and returns the body of its answer.
   *
   * @param body JSON text, or null for none
   * @throws HttpStatusException if the answer is no 2xx
   * @throws UncheckedIOException if there is no answer
   */
  JsonNode send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(REQUEST_LIMIT)
            .header("Accept", "application/json");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<String> response = exchange(request.build());
    if (response.statusCode() / 100 != 2) {
      throw new HttpStatusException(
          method + " " + base.resolve(path), response.statusCode(), response.body());
    }
    return parse(response.body());
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not to be written as JSON: " + value, e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("No answer to " + request + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during " + request, e);
    }
  }

  private static JsonNode parse(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + body, e);
    }
  }
}
