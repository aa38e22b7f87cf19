package io.sluice.config.etcd;

import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Credentials;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The connection options, under a prefix, and what they amount to. */
final class EtcdOptions {

  static final String ENDPOINTS_CONFIG = "endpoints";
  static final String ENDPOINTS_DEFAULT = "";
  static final String ENDPOINTS_DOC =
      "The etcd servers, comma separated, as http://host:port or https://host:port; the port is "
          + "2379 where it is left out. All must have the same scheme. Required.";

  static final String USER_CONFIG = "user";
  static final String USER_DEFAULT = null;
  static final String USER_DOC =
      "The etcd user, where etcd has authentication on. Needs password as well.";

  static final String PASSWORD_CONFIG = "password";
  static final String PASSWORD_DEFAULT = null;
  static final String PASSWORD_DOC = "The etcd user's password.";

  static final String TLS_CA_FILE_CONFIG = "tls.ca.file";
  static final String TLS_CA_FILE_DEFAULT = null;
  static final String TLS_CA_FILE_DOC =
      "PEM file of the certificates to trust for https endpoints. The JVM's own trust store is "
          + "used where this is left out.";

  static final String TLS_CERT_FILE_CONFIG = "tls.cert.file";
  static final String TLS_CERT_FILE_DEFAULT = null;
  static final String TLS_CERT_FILE_DOC =
      "PEM file of the client certificate and its chain, where etcd asks for one. Needs "
          + "tls.key.file as well.";

  static final String TLS_KEY_FILE_CONFIG = "tls.key.file";
  static final String TLS_KEY_FILE_DEFAULT = null;
  static final String TLS_KEY_FILE_DOC =
      "PEM file of the client certificate's private key, unencrypted: PKCS#8 (BEGIN PRIVATE KEY), "
          + "PKCS#1 (BEGIN RSA PRIVATE KEY) or BEGIN EC PRIVATE KEY.";

  static final String TLS_AUTHORITY_CONFIG = "tls.authority";
  static final String TLS_AUTHORITY_DEFAULT = null;
  static final String TLS_AUTHORITY_DOC =
      "The name the server's certificate must bear, where it differs from the endpoint's host.";

  static final String TIMEOUT_MS_CONFIG = "timeout.ms";
  static final int TIMEOUT_MS_DEFAULT = 5_000;
  static final String TIMEOUT_MS_DOC =
      "The longest that one request to etcd may take, retries included, in milliseconds.";

  private static final List<String> TLS_OPTIONS =
      List.of(TLS_CA_FILE_CONFIG, TLS_CERT_FILE_CONFIG, TLS_KEY_FILE_CONFIG, TLS_AUTHORITY_CONFIG);

  private final AbstractConfig config;
  private final String prefix;
  private final Map<String, String> problems = new LinkedHashMap<>();
  private final List<URI> endpoints;

  EtcdOptions(AbstractConfig config, String prefix) {
    this.config = config;
    this.prefix = prefix;
    this.endpoints = checkEndpoints();
    checkCredentials();
    checkTls();
  }

  static ConfigDef define(ConfigDef definition, String prefix, String group) {
    Adder adder = new Adder(definition, prefix, group);
    adder.add(
        ENDPOINTS_CONFIG, Type.LIST, ENDPOINTS_DEFAULT, null, ENDPOINTS_DOC, "etcd endpoints");
    adder.add(USER_CONFIG, Type.STRING, USER_DEFAULT, null, USER_DOC, "etcd user");
    adder.add(
        PASSWORD_CONFIG, Type.PASSWORD, PASSWORD_DEFAULT, null, PASSWORD_DOC, "etcd password");
    adder.add(
        TLS_CA_FILE_CONFIG, Type.STRING, TLS_CA_FILE_DEFAULT, null, TLS_CA_FILE_DOC, "CA file");
    adder.add(
        TLS_CERT_FILE_CONFIG,
        Type.STRING,
        TLS_CERT_FILE_DEFAULT,
        null,
        TLS_CERT_FILE_DOC,
        "Client certificate file");
    adder.add(
        TLS_KEY_FILE_CONFIG,
        Type.STRING,
        TLS_KEY_FILE_DEFAULT,
        null,
        TLS_KEY_FILE_DOC,
        "Client key file");
    adder.add(
        TLS_AUTHORITY_CONFIG,
        Type.STRING,
        TLS_AUTHORITY_DEFAULT,
        null,
        TLS_AUTHORITY_DOC,
        "Server name");
    adder.add(
        TIMEOUT_MS_CONFIG,
        Type.INT,
        TIMEOUT_MS_DEFAULT,
        Range.atLeast(1),
        TIMEOUT_MS_DOC,
        "etcd timeout");
    return definition;
  }

  Map<String, String> problems() {
    return Collections.unmodifiableMap(problems);
  }

  EtcdSettings settings() {
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join(" ", problems.values()));
    }
    return new EtcdSettings(
        endpoints,
        text(USER_CONFIG)
            .map(user -> new Credentials(user, config.getPassword(prefix + PASSWORD_CONFIG))),
        usesHttps() ? Optional.of(tls()) : Optional.empty(),
        Duration.ofMillis(config.getInt(prefix + TIMEOUT_MS_CONFIG)));
  }

  private Tls tls() {
    return new Tls(
        text(TLS_CA_FILE_CONFIG).map(Path::of),
        text(TLS_CERT_FILE_CONFIG)
            .map(
                cert ->
                    new ClientCertificate(
                        Path.of(cert), Path.of(text(TLS_KEY_FILE_CONFIG).orElseThrow()))),
        text(TLS_AUTHORITY_CONFIG));
  }

  private List<URI> checkEndpoints() {
    List<URI> good = new ArrayList<>();
    List<String> given = config.getList(prefix + ENDPOINTS_CONFIG);
    for (String endpoint : given) {
      parseEndpoint(endpoint).ifPresent(good::add);
    }
    if (given.isEmpty()) {
      problem(
          ENDPOINTS_CONFIG, "is required: the etcd servers, for instance http://127.0.0.1:2379.");
    } else if (good.stream().map(URI::getScheme).distinct().count() > 1) {
      problem(
          ENDPOINTS_CONFIG,
          "mixes http and https (" + good + "): one connection is either encrypted or not.");
    }
    return good;
  }

  private Optional<URI> parseEndpoint(String endpoint) {
    // A password that was put into the URL must not reach the error.
    String shown = endpoint.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1***@");
    URI uri;
    try {
      uri = new URI(endpoint);
    } catch (URISyntaxException e) {
      problem(ENDPOINTS_CONFIG, "holds '" + shown + "', which is no URL: write http://host:port.");
      return Optional.empty();
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      problem(ENDPOINTS_CONFIG, "holds '" + shown + "': it must begin with http:// or https://.");
    } else if (uri.getRawUserInfo() != null) {
      problem(
          ENDPOINTS_CONFIG,
          "holds '"
              + shown
              + "': give the user in "
              + name(USER_CONFIG)
              + " and "
              + name(PASSWORD_CONFIG)
              + ".");
    } else if (uri.getHost() == null) {
      problem(
          ENDPOINTS_CONFIG,
          "holds '"
              + shown
              + "', which has no valid host: write "
              + scheme
              + "://host:port, the host of letters, digits, '-' and '.'.");
    } else if (!uri.getRawPath().replace("/", "").isEmpty()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      problem(ENDPOINTS_CONFIG, "holds '" + shown + "': nothing may follow the port.");
    } else {
      return Optional.of(
          URI.create(
              scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 2379 : uri.getPort())));
    }
    return Optional.empty();
  }

  private void checkCredentials() {
    boolean user = text(USER_CONFIG).isPresent();
    Password password = config.getPassword(prefix + PASSWORD_CONFIG);
    boolean secret = password != null && !password.value().isEmpty();
    if (user && !secret) {
      problem(PASSWORD_CONFIG, "is required with " + name(USER_CONFIG) + ".");
    } else if (secret && !user) {
      problem(USER_CONFIG, "is required with " + name(PASSWORD_CONFIG) + ".");
    }
  }

  private void checkTls() {
    if (!endpoints.isEmpty() && !usesHttps()) {
      for (String option : TLS_OPTIONS) {
        if (text(option).isPresent()) {
          problem(
              option,
              "is set, but the endpoints "
                  + endpoints
                  + " are not encrypted: write https://, or leave it out.");
        }
      }
    }
    if (text(TLS_CERT_FILE_CONFIG).isPresent() != text(TLS_KEY_FILE_CONFIG).isPresent()) {
      boolean key = text(TLS_KEY_FILE_CONFIG).isPresent();
      problem(
          key ? TLS_CERT_FILE_CONFIG : TLS_KEY_FILE_CONFIG,
          "is required with " + name(key ? TLS_KEY_FILE_CONFIG : TLS_CERT_FILE_CONFIG) + ".");
    }
    for (String option : List.of(TLS_CA_FILE_CONFIG, TLS_CERT_FILE_CONFIG, TLS_KEY_FILE_CONFIG)) {
      text(option)
          .filter(file -> !Files.isReadable(Path.of(file)))
          .ifPresent(
              file -> problem(option, "is " + file + ", which is no readable file on this host."));
    }
  }

  private boolean usesHttps() {
    return endpoints.stream().anyMatch(endpoint -> endpoint.getScheme().equals("https"));
  }

  private Optional<String> text(String option) {
    return Optional.ofNullable(config.getString(prefix + option)).filter(value -> !value.isBlank());
  }

  private String name(String option) {
    return prefix + option;
  }

  private void problem(String option, String message) {
    problems.merge(
        name(option), name(option) + " " + message, (first, second) -> first + " " + second);
  }

  /** Adds options in order, all in one group. */
  private static final class Adder {

    private final ConfigDef definition;
    private final String prefix;
    private final String group;
    private int order;

    Adder(ConfigDef definition, String prefix, String group) {
      this.definition = definition;
      this.prefix = prefix;
      this.group = group;
    }

    void add(
        String name,
        Type type,
        Object defaultValue,
        ConfigDef.Validator validator,
        String doc,
        String displayName) {
      order++;
      definition.define(
          prefix + name,
          type,
          defaultValue,
          validator,
          order == 1 ? Importance.HIGH : Importance.MEDIUM,
          doc,
          group,
          order,
          type == Type.INT ? Width.SHORT : Width.LONG,
          displayName);
    }
  }
}
