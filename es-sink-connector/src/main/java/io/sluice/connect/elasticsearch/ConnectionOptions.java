package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.Credentials;
import io.sluice.connect.elasticsearch.client.HeaderLines;
import io.sluice.connect.elasticsearch.client.ProxySettings;
import io.sluice.connect.elasticsearch.client.TlsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** Where the cluster is, and who asks. */
final class ConnectionOptions {

  private static final String GROUP = "Connection";

  static final String CONNECTION_URL_CONFIG = "connection.url";
  private static final String CONNECTION_URL_DOC =
      "URLs of one or more nodes of the cluster, comma separated, for instance https://es1.example.com:9200,https://es2.example.com:9200. Without a port, 80 or 443 as the scheme says.";

  static final String CONNECTION_USERNAME_CONFIG = "connection.username";
  private static final String CONNECTION_USERNAME_DOC =
      "User name for basic authentication, together with connection.password.";

  static final String CONNECTION_PASSWORD_CONFIG = "connection.password";
  private static final String CONNECTION_PASSWORD_DOC = "Password of connection.username.";

  static final String CONNECTION_API_KEY_CONFIG = "connection.api.key";
  private static final String CONNECTION_API_KEY_DOC =
      "API key, instead of a user name and password: either encoded, as Kibana shows it, or as id:key.";

  static final String CONNECTION_BEARER_TOKEN_CONFIG = "connection.bearer.token";
  private static final String CONNECTION_BEARER_TOKEN_DOC =
      "Token, instead of a user name and password: a service token of Elasticsearch, or a JWT that it accepts.";

  static final String CONNECTION_HEADERS_CONFIG = "connection.headers";
  private static final String CONNECTION_HEADERS_DOC =
      "More headers of each request, such as a gateway wants: 'Name: value', one per line (\\n in JSON). An Authorization header among them takes the place of other credentials.";

  static final String CONNECTION_PROXY_URL_CONFIG = "connection.proxy.url";
  private static final String CONNECTION_PROXY_URL_DOC =
      "HTTP proxy through which the cluster is reached, for instance http://proxy.example.com:3128. What goes to https URLs it passes on unseen (CONNECT).";

  static final String CONNECTION_PROXY_USERNAME_CONFIG = "connection.proxy.username";
  private static final String CONNECTION_PROXY_USERNAME_DOC =
      "User name where the proxy wants one, together with connection.proxy.password.";

  static final String CONNECTION_PROXY_PASSWORD_CONFIG = "connection.proxy.password";
  private static final String CONNECTION_PROXY_PASSWORD_DOC =
      "Password of connection.proxy.username.";

  static final String CONNECTION_CHECK_CONFIG = "connection.check";
  static final String CONNECTION_CHECK_DEFAULT = "required";
  private static final String CONNECTION_CHECK_OPTIONAL = "optional";
  private static final String CONNECTION_CHECK_DOC =
      "What it means when Elasticsearch cannot be reached while the connector is created or changed: required makes it an error, optional a warning in the worker's log, for who creates connectors and Elasticsearch at the same time. What is wrong with a cluster that is reached is an error either way. Running tasks wait for Elasticsearch whatever this says.";

  private final AbstractConfig config;

  ConnectionOptions(AbstractConfig config) {
    this.config = config;
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            CONNECTION_URL_CONFIG,
            Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            OptionValidators.URLS,
            Importance.HIGH,
            CONNECTION_URL_DOC,
            GROUP,
            1,
            Width.LONG,
            "URLs")
        .define(
            CONNECTION_USERNAME_CONFIG,
            Type.STRING,
            null,
            OptionValidators.USERNAME,
            Importance.MEDIUM,
            CONNECTION_USERNAME_DOC,
            GROUP,
            2,
            Width.MEDIUM,
            "User name")
        .define(
            CONNECTION_PASSWORD_CONFIG,
            Type.PASSWORD,
            null,
            OptionValidators.SECRET,
            Importance.MEDIUM,
            CONNECTION_PASSWORD_DOC,
            GROUP,
            3,
            Width.MEDIUM,
            "Password")
        .define(
            CONNECTION_API_KEY_CONFIG,
            Type.PASSWORD,
            null,
            OptionValidators.TOKEN,
            Importance.MEDIUM,
            CONNECTION_API_KEY_DOC,
            GROUP,
            4,
            Width.MEDIUM,
            "API key")
        .define(
            CONNECTION_BEARER_TOKEN_CONFIG,
            Type.PASSWORD,
            null,
            OptionValidators.TOKEN,
            Importance.MEDIUM,
            CONNECTION_BEARER_TOKEN_DOC,
            GROUP,
            5,
            Width.MEDIUM,
            "Bearer token")
        .define(
            CONNECTION_HEADERS_CONFIG,
            Type.PASSWORD,
            null,
            OptionValidators.HEADERS,
            Importance.LOW,
            CONNECTION_HEADERS_DOC,
            GROUP,
            6,
            Width.LONG,
            "Headers")
        .define(
            CONNECTION_PROXY_URL_CONFIG,
            Type.STRING,
            null,
            OptionValidators.PROXY_URL,
            Importance.LOW,
            CONNECTION_PROXY_URL_DOC,
            GROUP,
            7,
            Width.LONG,
            "Proxy")
        .define(
            CONNECTION_PROXY_USERNAME_CONFIG,
            Type.STRING,
            null,
            OptionValidators.USERNAME,
            Importance.LOW,
            CONNECTION_PROXY_USERNAME_DOC,
            GROUP,
            8,
            Width.MEDIUM,
            "Proxy user name")
        .define(
            CONNECTION_PROXY_PASSWORD_CONFIG,
            Type.PASSWORD,
            null,
            OptionValidators.SECRET,
            Importance.LOW,
            CONNECTION_PROXY_PASSWORD_DOC,
            GROUP,
            9,
            Width.MEDIUM,
            "Proxy password")
        .define(
            CONNECTION_CHECK_CONFIG,
            Type.STRING,
            CONNECTION_CHECK_DEFAULT,
            ValidString.in(CONNECTION_CHECK_DEFAULT, CONNECTION_CHECK_OPTIONAL),
            Importance.LOW,
            CONNECTION_CHECK_DOC,
            GROUP,
            10,
            Width.SHORT,
            "Check");
  }

  /**
   * @param tls for URLs that begin with https
   * @param requestTimeout for connecting, and for a silence in an answer
   * @param maxRequests how many requests are under way at most
   */
  ConnectionSettings settings(TlsSettings tls, Duration requestTimeout, int maxRequests) {
    return new ConnectionSettings(
        ConnectionSettings.parseUrls(config.getList(CONNECTION_URL_CONFIG)),
        credentials(),
        proxy(),
        tls,
        requestTimeout,
        maxRequests);
  }

  /** By what the requests show who sends them. */
  Credentials credentials() {
    Password lines = config.getPassword(CONNECTION_HEADERS_CONFIG);
    Map<String, Password> headers = lines == null ? Map.of() : HeaderLines.parse(lines);
    String username = config.getString(CONNECTION_USERNAME_CONFIG);
    Password apiKey = config.getPassword(CONNECTION_API_KEY_CONFIG);
    Password token = config.getPassword(CONNECTION_BEARER_TOKEN_CONFIG);
    if (username != null) {
      return Credentials.basic(username, config.getPassword(CONNECTION_PASSWORD_CONFIG))
          .with(headers);
    }
    if (apiKey != null) {
      return Credentials.apiKey(apiKey).with(headers);
    }
    return token != null ? Credentials.bearer(token).with(headers) : Credentials.headers(headers);
  }

  /** Whether the connector is refused where the cluster cannot be reached. */
  boolean checkIsRequired() {
    return CONNECTION_CHECK_DEFAULT.equals(config.getString(CONNECTION_CHECK_CONFIG));
  }

  private Optional<ProxySettings> proxy() {
    return Optional.ofNullable(config.getString(CONNECTION_PROXY_URL_CONFIG))
        .map(
            url ->
                new ProxySettings(
                    ProxySettings.parseUrl(url),
                    Optional.ofNullable(config.getString(CONNECTION_PROXY_USERNAME_CONFIG)),
                    Optional.ofNullable(config.getPassword(CONNECTION_PROXY_PASSWORD_CONFIG))));
  }

  /** The option that holds the secret of such credentials, and is to blame where it is wrong. */
  static String optionOf(Credentials.Kind kind) {
    return switch (kind) {
      case NONE -> CONNECTION_USERNAME_CONFIG;
      case BASIC -> CONNECTION_PASSWORD_CONFIG;
      case API_KEY -> CONNECTION_API_KEY_CONFIG;
      case BEARER -> CONNECTION_BEARER_TOKEN_CONFIG;
      case HEADER -> CONNECTION_HEADERS_CONFIG;
    };
  }
}
