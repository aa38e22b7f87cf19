package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

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
            OptionValidators.SECRET,
            Importance.MEDIUM,
            CONNECTION_API_KEY_DOC,
            GROUP,
            4,
            Width.MEDIUM,
            "API key");
  }

  /**
   * @param tls for URLs that begin with https
   * @param requestTimeout for connecting, and for a silence in an answer
   * @param maxRequests how many requests are under way at most
   */
  ConnectionSettings settings(TlsSettings tls, Duration requestTimeout, int maxRequests) {
    return new ConnectionSettings(
        ConnectionSettings.parseUrls(config.getList(CONNECTION_URL_CONFIG)),
        Optional.ofNullable(config.getString(CONNECTION_USERNAME_CONFIG)),
        Optional.ofNullable(config.getPassword(CONNECTION_PASSWORD_CONFIG)),
        Optional.ofNullable(config.getPassword(CONNECTION_API_KEY_CONFIG)),
        tls,
        requestTimeout,
        maxRequests);
  }
}
