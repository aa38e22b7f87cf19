package io.sluice.config.etcd;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How to reach etcd. Equal settings share one connection; no secret shows in {@link #toString}.
 *
 * @param endpoints {@code http://host:port} or {@code https://host:port}, all of one scheme
 * @param credentials the etcd user, where etcd has authentication on
 * @param tls how to check the server and to identify to it; present exactly for https
 * @param timeout the longest that one request, its retries included, may take
 */
public record EtcdSettings(
    List<URI> endpoints, Optional<Credentials> credentials, Optional<Tls> tls, Duration timeout) {

  /** An etcd user. */
  public record Credentials(String user, Password password) {

    public Credentials {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }
  }

  /**
   * The TLS side of a connection; all files are PEM.
   *
   * @param caFile the certificates to trust; the JVM's own trust store when absent
   * @param clientCertificate what to identify with where etcd asks for client certificates
   * @param authority the name the server's certificate must bear; the endpoint's host when absent
   */
  public record Tls(
      Optional<Path> caFile,
      Optional<ClientCertificate> clientCertificate,
      Optional<String> authority) {

    public Tls {
      Objects.requireNonNull(caFile, "caFile");
      Objects.requireNonNull(clientCertificate, "clientCertificate");
      Objects.requireNonNull(authority, "authority");
    }
  }

  /** A certificate chain and its unencrypted key. */
  public record ClientCertificate(Path certFile, Path keyFile) {

    public ClientCertificate {
      Objects.requireNonNull(certFile, "certFile");
      Objects.requireNonNull(keyFile, "keyFile");
    }
  }

  public EtcdSettings {
    endpoints = List.copyOf(endpoints);
    Objects.requireNonNull(credentials, "credentials");
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("etcd needs at least one endpoint");
    }
    for (URI endpoint : endpoints) {
      if (!endpoint.getScheme().equals(tls.isPresent() ? "https" : "http")) {
        throw new IllegalArgumentException(
            "TLS settings and https endpoints go together, but the endpoints are " + endpoints);
      }
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The etcd timeout must be positive, not " + timeout);
    }
  }

  /**
   * Adds the connection options to a definition.
   *
   * @param prefix what to put before each name, for instance {@code etcd.}; may be empty
   * @param group the group the options are shown in
   * @return the definition
   */
  public static ConfigDef define(ConfigDef definition, String prefix, String group) {
    return EtcdOptions.define(definition, prefix, group);
  }

  /**
   * Reads the options that {@link #define} added.
   *
   * @throws ConfigException that lists every problem, each with its option, value and remedy
   */
  public static EtcdSettings from(AbstractConfig config, String prefix) {
    return new EtcdOptions(config, prefix).settings();
  }

  /** What is wrong with the options that {@link #define} added: messages by full option name. */
  public static Map<String, String> problems(AbstractConfig config, String prefix) {
    return new EtcdOptions(config, prefix).problems();
  }
}
