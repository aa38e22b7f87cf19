package io.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Prometheus that runs somewhere knows. */
class PrometheusQueries {

  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;

  PrometheusQueries(URI url) {
    this.url = url;
  }

  /** The value of an expression that has one; nothing where no series is found. */
  final Optional<Double> value(String expression) throws IOException, InterruptedException {
    List<JsonNode> series = series(expression);
    if (series.size() > 1) {
      throw new AssertionError(expression + " is not one value: " + series);
    }
    return series.stream().findFirst().map(one -> one.path("value").path(1).asDouble());
  }

  /** What an expression finds now: objects with {@code metric} and {@code value}. */
  final List<JsonNode> series(String expression) throws IOException, InterruptedException {
    List<JsonNode> series = new ArrayList<>();
    get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("result")
        .forEach(series::add);
    return series;
  }

  /** The alert rules as it has loaded them. */
  final List<JsonNode> rules() throws IOException, InterruptedException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  /** The annotations of an alert of a connector that fires, as they would be sent. */
  final Optional<JsonNode> firing(String alert, String connector)
      throws IOException, InterruptedException {
    for (JsonNode active : get("/api/v1/alerts").path("alerts")) {
      JsonNode labels = active.path("labels");
      if (labels.path("alertname").asText().equals(alert)
          && labels.path("connector").asText().equals(connector)
          && active.path("state").asText().equals("firing")) {
        return Optional.of(active.path("annotations"));
      }
    }
    return Optional.empty();
  }

  /** Waits until an expression has that value. */
  final void await(String expression, double value) {
    Await.until(
        () -> expression + " to be " + value + "; it is " + shown(expression),
        LIMIT,
        () -> value(expression).equals(Optional.of(value)));
  }

  private String shown(String expression) {
    try {
      return series(expression).toString();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(path + ": " + answer);
    }
    return answer.path("data");
  }
}
