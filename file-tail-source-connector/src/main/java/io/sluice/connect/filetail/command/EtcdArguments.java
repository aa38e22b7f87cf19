package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Option;

/**
 * How to reach etcd, from the command line and, where that is silent, from the variables that
 * etcdctl takes. A password never stands on the command line, which every user of the host can see.
 */
final class EtcdArguments {

  static final String ENDPOINTS_VARIABLE = "ETCDCTL_ENDPOINTS";
  static final String USER_VARIABLE = "ETCDCTL_USER";
  static final String PASSWORD_VARIABLE = "ETCDCTL_PASSWORD";
  static final String CA_VARIABLE = "ETCDCTL_CACERT";
  static final String CERT_VARIABLE = "ETCDCTL_CERT";
  static final String KEY_VARIABLE = "ETCDCTL_KEY";

  /** Longer than a connector's, for somebody would have to type the command again. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

  private static final String ENDPOINTS_DEFAULT = "http://127.0.0.1:2379";
  private static final String PREFIX = "etcd.";

  /** The provider's options by what they are called here. */
  private static final Map<String, String> NAMES =
      Map.of(
          "etcd.endpoints", "--endpoints (or " + ENDPOINTS_VARIABLE + ")",
          "etcd.user", "--user (or " + USER_VARIABLE + ")",
          "etcd.password", "the password (" + PASSWORD_VARIABLE + ", or --password-file)",
          "etcd.tls.ca.file", "--cacert (or " + CA_VARIABLE + ")",
          "etcd.tls.cert.file", "--cert (or " + CERT_VARIABLE + ")",
          "etcd.tls.key.file", "--cert-key (or " + KEY_VARIABLE + ")",
          "etcd.tls.authority", "--server-name");

  @Option(
      names = "--endpoints",
      split = ",",
      paramLabel = "URL",
      order = 20,
      description =
          "The etcd servers, comma separated (ETCDCTL_ENDPOINTS; http://127.0.0.1:2379, or that of"
              + " a running ./sluice up).")
  List<String> endpoints;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      order = 21,
      description =
          "The etcd user (ETCDCTL_USER). The password is taken from ETCDCTL_PASSWORD, from"
              + " ETCDCTL_USER=name:password, from --password-file, or asked for.")
  String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      order = 22,
      description = "A file whose first line is the password.")
  Path passwordFile;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      order = 23,
      description = "The certificates to trust, PEM (ETCDCTL_CACERT).")
  String cacert;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      order = 24,
      description = "The client certificate, PEM (ETCDCTL_CERT).")
  String cert;

  @Option(
      names = "--cert-key",
      paramLabel = "FILE",
      order = 25,
      description = "The client certificate's key, PEM (ETCDCTL_KEY).")
  String certKey;

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      order = 26,
      description = "The name in the server's certificate, where it is not the endpoint's host.")
  String serverName;

  /** Says them again, but for the password, which is never among them. */
  GivenOptions repeatedIn(GivenOptions options) {
    return options
        .with("--endpoints", endpoints == null ? null : String.join(",", endpoints))
        .with("--user", user)
        .with("--password-file", passwordFile)
        .with("--cacert", cacert)
        .with("--cert", cert)
        .with("--cert-key", certKey)
        .with("--server-name", serverName);
  }

  /**
   * @throws CommandException with everything that is wrong
   */
  EtcdSettings settings(Environment environment) {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "tls.ca.file", cacert, environment.variable(CA_VARIABLE));
    put(options, "tls.cert.file", cert, environment.variable(CERT_VARIABLE));
    put(options, "tls.key.file", certKey, environment.variable(KEY_VARIABLE));
    put(options, "tls.authority", serverName, Optional.empty());
    String scheme = options.isEmpty() ? "http://" : "https://";
    options.put(PREFIX + "endpoints", endpoints(scheme, environment));
    credentials(options, environment);
    options.put(PREFIX + "timeout.ms", Long.toString(LONGEST_REQUEST.toMillis()));
    AbstractConfig config =
        new AbstractConfig(
            EtcdSettings.define(new ConfigDef(), PREFIX, "etcd"), options, Map.of(), false);
    Map<String, String> problems = EtcdSettings.problems(config, PREFIX);
    if (!problems.isEmpty()) {
      throw new CommandException(
          Exit.USAGE,
          problems.values().stream().map(EtcdArguments::named).collect(Collectors.joining("; ")));
    }
    return EtcdSettings.from(config, PREFIX);
  }

  private static void put(
      Map<String, String> options, String name, String given, Optional<String> variable) {
    Optional.ofNullable(given).or(() -> variable).ifPresent(v -> options.put(PREFIX + name, v));
  }

  /** As etcdctl, takes an endpoint without a scheme. */
  private String endpoints(String scheme, Environment environment) {
    List<String> given =
        endpoints != null
            ? endpoints
            : List.of(
                environment.variable(ENDPOINTS_VARIABLE).orElse(ENDPOINTS_DEFAULT).split(","));
    return given.stream()
        .map(String::strip)
        .map(endpoint -> endpoint.contains("://") ? endpoint : scheme + endpoint)
        .collect(Collectors.joining(","));
  }

  private void credentials(Map<String, String> options, Environment environment) {
    if (user != null && user.contains(":")) {
      throw new CommandException(
          Exit.USAGE,
          "--user is to be the name alone: a password on the command line can be seen by every user"
              + " of this host. Put it into "
              + PASSWORD_VARIABLE
              + ", or into a file and say --password-file");
    }
    String both = user != null ? user : environment.variable(USER_VARIABLE).orElse("");
    if (both.isEmpty()) {
      return;
    }
    String[] parts = both.split(":", 2);
    options.put(PREFIX + "user", parts[0]);
    Optional<String> password =
        passwordFile != null
            ? Optional.of(firstLine(passwordFile))
            : environment
                .variable(PASSWORD_VARIABLE)
                .or(() -> parts.length > 1 ? Optional.of(parts[1]) : Optional.empty())
                .or(() -> environment.askPassword("Password of the etcd user " + parts[0] + ": "));
    password.ifPresent(secret -> options.put(PREFIX + "password", secret));
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException unreadable) {
      throw new CommandException(
          Exit.USAGE, "--password-file " + file + " cannot be read: " + unreadable.getMessage());
    }
  }

  /** What the client says is to be done, by what the TLS options are called here. */
  static String inItsTerms(String message) {
    String told = message;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      if (name.getKey().startsWith(PREFIX + "tls.")) {
        told = told.replace(name.getKey().substring(PREFIX.length()), name.getValue());
      }
    }
    return told;
  }

  private static String named(String problem) {
    String named = problem;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named;
  }
}
