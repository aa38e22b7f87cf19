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
  private static final HttpClient CLIENT = builder().build();

  private HttpProbe() {}

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT);
  }

  /** The HTTP status of a GET; waits at most five seconds for it. */
  private static int status(HttpClient client, URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Whether a single Elasticsearch node can be used. */
  public static boolean elasticsearchAnswers(URI url) throws IOException, InterruptedException {
    return elasticsearchAnswers(CLIENT, url);
  }

  /**
   * The same for a node with security: a 401 is an answer, too.
   *
   * @param tls what it trusts and is trusted by
   */
  public static boolean elasticsearchAnswers(URI url, ClientTls tls)
      throws IOException, InterruptedException {
    HttpClient client = builder().sslContext(tls.context()).build();
    return elasticsearchAnswers(client, url);
  }

  private static boolean elasticsearchAnswers(HttpClient client, URI url)
      throws IOException, InterruptedException {
    int status = status(client, url.resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"));
    return status == OK || status == UNAUTHORIZED;
  }

  /** Whether an etcd member has a leader, or a Connect worker its group: both say so alike. */
  public static boolean isHealthy(URI url) throws IOException, InterruptedException {
    return status(CLIENT, url.resolve("/health")) == OK;
  }
}
