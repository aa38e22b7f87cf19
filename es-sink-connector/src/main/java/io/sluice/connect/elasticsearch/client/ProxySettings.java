package io.sluice.connect.elasticsearch.client;

import java.net.URI;
import java.util.Optional;
import org.apache.http.HttpHost;
import org.apache.kafka.common.config.types.Password;

/**
 * An HTTP proxy between the connector and the cluster. What goes to https URLs it passes on unseen,
 * through a tunnel (CONNECT).
 *
 * @param url of which scheme, host and port count
 * @param username where the proxy wants one, with a password
 */
public record ProxySettings(URI url, Optional<String> username, Optional<Password> password) {

  public ProxySettings {
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("a user name and a password go together");
    }
  }

  /**
   * Parses {@code connection.proxy.url}.
   *
   * @throws IllegalArgumentException with a message that says what is wrong, and holds no
   *     credentials
   */
  public static URI parseUrl(String text) {
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "a URL must not hold credentials; use connection.proxy.username and connection.proxy.password");
    }
    URI url = ConnectionSettings.parseUrl(text);
    if (!"http".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          text + " must start with http://; what goes to https URLs is tunneled through it");
    }
    if (url.getPort() < 0 || !url.getRawPath().replace("/", "").isEmpty()) {
      throw new IllegalArgumentException(
          text + " must be a host and a port and nothing else, as in http://proxy:3128");
    }
    return url;
  }

  HttpHost host() {
    return new HttpHost(url.getHost(), url.getPort(), url.getScheme());
  }
}
