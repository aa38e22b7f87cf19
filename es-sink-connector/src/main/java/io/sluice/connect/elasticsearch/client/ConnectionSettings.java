package io.sluice.connect.elasticsearch.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHost;

/**
 * Where the cluster is and who asks.
 *
 * @param urls one or more nodes of one cluster, all with the same path
 * @param tls for URLs that begin with https
 * @param requestTimeout for connecting, and for a silence in an answer
 * @param maxRequests how many requests are under way at most
 */
public record ConnectionSettings(
    List<URI> urls,
    Credentials credentials,
    Optional<ProxySettings> proxy,
    TlsSettings tls,
    Duration requestTimeout,
    int maxRequests) {

  public ConnectionSettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("at least one URL is needed");
    }
    if (urls.stream().map(ConnectionSettings::pathOf).distinct().count() > 1) {
      throw new IllegalArgumentException("all URLs must have the same path");
    }
  }

  /**
   * Parses the entries of {@code connection.url}.
   *
   * @throws IllegalArgumentException with a message that says what is wrong, and holds no
   *     credentials
   */
  public static List<URI> parseUrls(List<String> texts) {
    // Looked for in all of them before any is repeated in a message: a password with a comma in it
    // is spread over two, and one with an @ or / in it is taken for something else by a parser.
    if (texts.stream().anyMatch(text -> text.indexOf('@') >= 0)) {
      throw new IllegalArgumentException(
          "a URL must not hold credentials; use connection.username and connection.password, connection.api.key or connection.bearer.token");
    }
    return texts.stream().map(ConnectionSettings::parseUrl).toList();
  }

  static URI parseUrl(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(text + " is not a URL: " + e.getReason());
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException(text + " must start with http:// or https://");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          text
              + " names no host; a host name holds letters, digits, '-' and '.', and a port follows it as in es:9200");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(text + " must hold no query and no fragment");
    }
    return uri;
  }

  /** The same with one of its nodes alone, and one request at a time. */
  public ConnectionSettings only(URI url, Duration timeout) {
    return new ConnectionSettings(List.of(url), credentials, proxy, tls, timeout, 1);
  }

  HttpHost[] hosts() {
    return urls.stream()
        .map(url -> new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
        .toArray(HttpHost[]::new);
  }

  boolean usesTls() {
    return urls.stream().anyMatch(url -> "https".equals(url.getScheme()));
  }

  String path() {
    return pathOf(urls.get(0));
  }

  private static String pathOf(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
