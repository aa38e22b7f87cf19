package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.Credentials;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.client.ProxySettings;
import io.sluice.connect.elasticsearch.client.TlsException;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpHeaders;
import org.apache.http.NoHttpResponseException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster whether it is one, whether it accepts the credentials, and whether they may
 * write what is to be written; within a time limit, of the first node that answers.
 *
 * <p>A cluster that is reached and not ready is no error: a task waits for it. A certificate that
 * is not trusted is one at once, since it does not heal by waiting; a node that closes the
 * connection is one only where no other answers, since it may be restarting.
 */
final class ConnectionCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

  /** Connect gives a whole validation 90 s, but someone is waiting for it. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int MOST_NODES = 5;

  private final ConnectionSettings settings;
  private final boolean required;
  private final PrivilegeCheck privileges;

  /**
   * @param required whether a cluster that cannot be reached is an error, and not only a warning in
   *     the log
   */
  ConnectionCheck(ConnectionSettings settings, boolean required, PrivilegeCheck privileges) {
    this.settings = settings;
    this.required = required;
    this.privileges = privileges;
  }

  /** Nothing where all is well. */
  List<Problem> run() {
    try {
      settings.tls().check();
    } catch (TlsException e) {
      return List.of(new Problem(e.option(), e.getMessage()));
    }
    List<URI> urls = settings.urls().subList(0, Math.min(settings.urls().size(), MOST_NODES));
    // Once for connecting and once for the answer.
    Duration timeout = LIMIT.dividedBy(2L * urls.size());
    if (settings.requestTimeout().compareTo(timeout) < 0) {
      timeout = settings.requestTimeout();
    }
    long begin = System.nanoTime();
    BooleanSupplier timeLeft = () -> System.nanoTime() - begin < LIMIT.toNanos();
    List<String> unreached = new ArrayList<>();
    Optional<Problem> closed = Optional.empty();
    for (URI url : urls) {
      ConnectionSettings node = settings.only(url, timeout);
      try (ElasticsearchConnection connection =
          new ElasticsearchConnection(node, "elasticsearch-sink-validation")) {
        return ask(connection, url, timeLeft);
      } catch (ResponseException e) {
        unreached.add(url + " (status " + status(e) + " of something before it)");
      } catch (IOException e) {
        if (isClosed(e)) {
          closed = closed.or(() -> Optional.of(closed(url, e)));
        } else if (isOf(SSLException.class, e)) {
          return List.of(TlsFailure.explain(url, settings.tls(), e));
        }
        unreached.add(url + " (" + describe(e) + ")");
      }
    }
    return unreached(unreached, closed);
  }

  /**
   * @throws ResponseException where something before the node answered, so that nothing is known of
   *     the node
   */
  private List<Problem> ask(ElasticsearchConnection connection, URI url, BooleanSupplier timeLeft)
      throws IOException {
    Response response;
    try {
      response = connection.restClient().performRequest(new Request("GET", "/_cluster/health"));
    } catch (ResponseException e) {
      int status = status(e);
      if (isProxys(e.getResponse())) {
        return List.of(refusedByProxy(settings.proxy().get(), status));
      }
      if (status == 401) {
        return List.of(wrongCredentials());
      }
      if (status == 404 || status == 407 || status == 405) {
        return List.of(notElasticsearch(url));
      }
      if (!namesElasticsearch(e.getResponse()) && !isJson(e.getResponse())) {
        boolean passing = status >= 500 || status == 429 || status == 408;
        if (passing || settings.proxy().isEmpty()) {
          // A reverse proxy may let bulk requests through all the same.
          throw e;
        }
        return List.of(heldUpByProxy(settings.proxy().get(), url, status));
      }
      // 403: known, but not allowed to see the cluster's health, which it need not be.
      return status == 403 ? privileges.run(connection.restClient(), timeLeft) : List.of();
    }
    return namesElasticsearch(response)
        ? privileges.run(connection.restClient(), timeLeft)
        : List.of(notElasticsearch(url));
  }

  private static int status(ResponseException refusal) {
    return refusal.getResponse().getStatusLine().getStatusCode();
  }

  /** It does wherever it has let a request in; what its security refuses comes without. */
  private static boolean namesElasticsearch(Response response) {
    return response.getHeader("X-Elastic-Product") != null;
  }

  /** As are all of its refusals, and hardly one of a proxy. */
  private static boolean isJson(Response response) {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.contains("json");
  }

  /**
   * Whether it is the proxy that wants other credentials. It should say so by 407, but tinyproxy
   * answers a wrong password with 401; Elasticsearch says why in JSON.
   */
  private boolean isProxys(Response response) {
    int status = response.getStatusLine().getStatusCode();
    return settings.proxy().isPresent() && (status == 407 || (status == 401 && !isJson(response)));
  }

  /**
   * @param closed what to make of the first node that closed the connection, where one did
   */
  private List<Problem> unreached(List<String> urls, Optional<Problem> closed) {
    String message = "Elasticsearch cannot be reached at " + String.join(" and ", urls) + ".";
    if (required) {
      return List.of(
          closed.orElseGet(
              () ->
                  new Problem(
                      ConnectionOptions.CONNECTION_URL_CONFIG,
                      message
                          + " To create or change the connector nevertheless, so that its tasks wait for Elasticsearch, set connection.check=optional.")));
    }
    LOG.warn(
        "{}{} The connector waits for it, because connection.check=optional.",
        message,
        closed.map(problem -> " " + problem.option() + ": " + problem.message()).orElse(""));
    return List.of();
  }

  /**
   * Whether the node closed the connection, be it before TLS was set up: one that restarts does, a
   * proxy before one that is down, and one that wants https where http comes, or a certificate.
   */
  private static boolean isClosed(IOException failure) {
    return isOf(ConnectionClosedException.class, failure)
        || isOf(NoHttpResponseException.class, failure)
        || isOf(EOFException.class, failure)
        || anyCause(
            failure, cause -> String.valueOf(cause.getMessage()).startsWith("Connection reset"));
  }

  private Problem closed(URI url, IOException failure) {
    if (isOf(SSLException.class, failure)) {
      return TlsFailure.explain(url, settings.tls(), failure);
    }
    return "https".equals(url.getScheme())
        ? TlsFailure.closed(url, settings.tls())
        : new Problem(
            ConnectionOptions.CONNECTION_URL_CONFIG,
            "The node at " + url + " closes the connection; does it want https://?");
  }

  private static boolean isOf(Class<? extends IOException> type, IOException failure) {
    return anyCause(failure, type::isInstance);
  }

  /** The client wraps most of what it throws. */
  private static boolean anyCause(IOException failure, Predicate<Throwable> condition) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (condition.test(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String describe(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private Problem wrongCredentials() {
    Credentials credentials = settings.credentials();
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

  private static Problem refusedByProxy(ProxySettings proxy, int status) {
    return proxy
        .username()
        .map(
            name ->
                new Problem(
                    ConnectionOptions.CONNECTION_PROXY_PASSWORD_CONFIG,
                    "The proxy at "
                        + proxy.url()
                        + " refuses this password for user "
                        + name
                        + " (status "
                        + status
                        + ")."))
        .orElseGet(
            () ->
                new Problem(
                    ConnectionOptions.CONNECTION_PROXY_USERNAME_CONFIG,
                    "The proxy at "
                        + proxy.url()
                        + " wants credentials (status "
                        + status
                        + "): set connection.proxy.username and connection.proxy.password."));
  }

  private static Problem heldUpByProxy(ProxySettings proxy, URI url, int status) {
    return new Problem(
        ConnectionOptions.CONNECTION_PROXY_URL_CONFIG,
        "The proxy at "
            + proxy.url()
            + " does not let requests through to "
            + url
            + " (status "
            + status
            + ").");
  }

  private static Problem notElasticsearch(URI url) {
    return new Problem(
        ConnectionOptions.CONNECTION_URL_CONFIG,
        "What answers at " + url + " is not Elasticsearch 8 or 9.");
  }
}
