package io.sluice.localstack.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server whether it answers. */
public final class HttpProbe {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private HttpProbe() {}

  /** The HTTP status of a GET; waits at most five seconds for it. */
  private static int status(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Whether a single Elasticsearch node can be used; a 401 is an answer too, given security. */
  public static boolean elasticsearchAnswers(URI url) throws IOException, InterruptedException {
    int status = status(url.resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"));
    return status == OK || status == UNAUTHORIZED;
  }

  /** Whether an etcd member has a leader, or a Connect worker its group: both say so alike. */
  public static boolean isHealthy(URI url) throws IOException, InterruptedException {
    return status(url.resolve("/health")) == OK;
  }
}
