package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.Credentials;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.client.TlsException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster whether it accepts the credentials, within a time limit.
 *
 * <p>A cluster that cannot be reached is no error: a task waits for it, so a connector can be
 * created before the cluster is up. A node that is reached, but not understood, is one.
 */
final class ConnectionCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

  /** Connect gives a whole validation 90 s; someone is waiting for it. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private ConnectionCheck() {}

  static Optional<Problem> check(ConnectionSettings settings) {
    Duration timeout =
        settings.requestTimeout().compareTo(LIMIT) < 0 ? settings.requestTimeout() : LIMIT;
    // One node of several is enough, so that the limit holds for all of it.
    ConnectionSettings first =
        new ConnectionSettings(
            settings.urls().subList(0, 1),
            settings.credentials(),
            settings.proxy(),
            settings.tls(),
            timeout,
            1);
    try {
      settings.tls().check();
    } catch (TlsException e) {
      return Optional.of(new Problem(e.option(), e.getMessage()));
    }
    try (ElasticsearchConnection connection =
        new ElasticsearchConnection(first, "elasticsearch-sink-validation")) {
      Response response =
          connection.restClient().performRequest(new Request("GET", "/_cluster/health"));
      return response.getHeader("X-Elastic-Product") == null
          ? Optional.of(notElasticsearch(first))
          : Optional.empty();
    } catch (ResponseException e) {
      return refused(first, e.getResponse());
    } catch (IOException e) {
      Optional<Problem> wrongUrl = wrongUrl(first, e);
      if (wrongUrl.isPresent()) {
        return wrongUrl;
      }
      LOG.warn(
          "Elasticsearch at {} cannot be reached to check the configuration: {}. The connector is created nevertheless, and waits for it.",
          first.urls().get(0),
          e.toString());
      return Optional.empty();
    }
  }

  /**
   * What does not heal by waiting, though it looks like an outage to a task: a certificate that is
   * not trusted, and http where https is wanted, or the reverse.
   */
  private static Optional<Problem> wrongUrl(ConnectionSettings settings, IOException failure) {
    URI url = settings.urls().get(0);
    // The client wraps most of what it throws.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return Optional.of(TlsFailure.explain(url, settings.tls(), failure));
      }
      boolean closed =
          cause instanceof ConnectionClosedException
              || cause instanceof NoHttpResponseException
              || "Connection reset".equals(cause.getMessage());
      if (closed && "https".equals(url.getScheme())) {
        return Optional.of(TlsFailure.closed(url, settings.tls()));
      }
      if (closed) {
        return Optional.of(
            new Problem(
                ConnectionOptions.CONNECTION_URL_CONFIG,
                "The node at " + url + " closes the connection; does it want https://?"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> refused(ConnectionSettings settings, Response response) {
    int status = response.getStatusLine().getStatusCode();
    if (status == 401) {
      return Optional.of(wrongCredentials(settings.credentials()));
    }
    if (status == 404 || status == 405) {
      return Optional.of(notElasticsearch(settings));
    }
    // 403: known, but not allowed to see the cluster's health, which it need not be. 5xx: not ready
    // yet.
    return Optional.empty();
  }

  private static Problem wrongCredentials(Credentials credentials) {
    String what =
        switch (credentials.kind()) {
          case NONE ->
              "Elasticsearch wants credentials (status 401): set connection.username and connection.password, connection.api.key or connection.bearer.token.";
          case BASIC ->
              "Elasticsearch refuses this password for user "
                  + credentials.username()
                  + " (status 401).";
          case API_KEY -> "Elasticsearch refuses this API key (status 401).";
          case BEARER -> "Elasticsearch refuses this token (status 401).";
          case HEADER -> "Elasticsearch refuses this Authorization header (status 401).";
        };
    return new Problem(ConnectionOptions.optionOf(credentials.kind()), what);
  }

  private static Problem notElasticsearch(ConnectionSettings settings) {
    return new Problem(
        ConnectionOptions.CONNECTION_URL_CONFIG,
        "What answers at " + settings.urls().get(0) + " is not Elasticsearch 8 or 9.");
  }
}
