package io.sluice.connect.elasticsearch.client;

import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_KEY_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_TYPE_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEY_PASSWORD_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.util.Map;
import javax.crypto.BadPaddingException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * The options of the trust store, or of the key store, and which of them is to blame when Kafka
 * cannot read it.
 *
 * @param inline the option that holds certificates themselves
 * @param key the option that holds a private key itself; null for a trust store
 */
record TlsStore(
    String type,
    String location,
    String password,
    String inline,
    String key,
    Map<String, Object> values) {

  static TlsStore trust(Map<String, Object> values) {
    return new TlsStore(
        SSL_TRUSTSTORE_TYPE_CONFIG,
        SSL_TRUSTSTORE_LOCATION_CONFIG,
        SSL_TRUSTSTORE_PASSWORD_CONFIG,
        SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
        null,
        values);
  }

  static TlsStore keys(Map<String, Object> values) {
    return new TlsStore(
        SSL_KEYSTORE_TYPE_CONFIG,
        SSL_KEYSTORE_LOCATION_CONFIG,
        SSL_KEYSTORE_PASSWORD_CONFIG,
        SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
        SSL_KEYSTORE_KEY_CONFIG,
        values);
  }

  boolean isSet() {
    return has(location) || has(password) || isInline();
  }

  /** Sees to the file itself, for which Kafka has no more than a stack trace in the log. */
  void checkFile() {
    if (!has(location)) {
      return;
    }
    Path file = Path.of(values.get(location).toString());
    String problem = null;
    if (!Files.exists(file)) {
      problem = "there is no such file on this worker";
    } else if (Files.isDirectory(file)) {
      problem = "it is a directory";
    } else if (!Files.isReadable(file)) {
      problem = "this worker's user may not read it";
    }
    if (problem != null) {
      throw new TlsException(location, file + " cannot be read: " + problem + ".", null);
    }
  }

  /** What is wrong where Kafka failed with it. */
  TlsException explain(Throwable failure) {
    String combination = wrongCombination();
    if (combination != null) {
      return new TlsException(combination, failure.getMessage() + ".", failure);
    }
    Throwable parent = null;
    for (Throwable cause = failure; cause != null; parent = cause, cause = cause.getCause()) {
      if (cause instanceof UnrecoverableKeyException) {
        // A store says so of its own password by an IOException around it.
        return parent instanceof IOException
            ? new TlsException(password, "It is not the password of " + what() + ".", failure)
            : wrongKeyPassword(failure);
      }
      if (cause instanceof BadPaddingException) {
        return wrongKeyPassword(failure);
      }
    }
    return new TlsException(
        has(location) ? location : inline,
        String.format(
            "%s cannot be read as %s: %s.%s",
            what(), values.get(type), reasons(failure), hint(failure)),
        failure);
  }

  private TlsException wrongKeyPassword(Throwable failure) {
    String problem =
        has(SSL_KEY_PASSWORD_CONFIG)
            ? "It is not the password of the private key in " + what() + "."
            : "It is missing: the private key in " + what() + " has a password of its own.";
    return new TlsException(SSL_KEY_PASSWORD_CONFIG, problem, failure);
  }

  /** Kafka says what is wrong with it, but not where; null where it is not that. */
  private String wrongCombination() {
    if (isInline() && !isPem()) {
      return type;
    }
    if (isInline() && has(location)) {
      return location;
    }
    if (isPem() && has(password)) {
      return password;
    }
    if (key != null && has(key) != has(inline)) {
      return has(key) ? inline : key;
    }
    if (!isInline() && !has(location)) {
      return location;
    }
    return key != null && has(location) && !isPem() && !has(password) ? password : null;
  }

  private String what() {
    return has(location) ? values.get(location).toString() : "the PEM text";
  }

  private String hint(Throwable failure) {
    if (!isPem()) {
      return " Where it is a PEM file (-----BEGIN …), set " + type + "=PEM.";
    }
    return key != null && reasons(failure).contains("rivate key")
        ? " A private key must be in PKCS#8 format (openssl pkcs8 -topk8), and "
            + SSL_KEY_PASSWORD_CONFIG
            + " be set where it is encrypted, and only there."
        : "";
  }

  /** Kafka's reason and that of the innermost cause. */
  private static String reasons(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(cause.getMessage());
      }
    }
    return text.isEmpty() ? String.valueOf(failure.getMessage()) : text.toString();
  }

  private boolean isInline() {
    return has(inline) || (key != null && has(key));
  }

  private boolean isPem() {
    return DefaultSslEngineFactory.PEM_TYPE.equals(values.get(type));
  }

  private boolean has(String option) {
    return values.get(option) != null;
  }
}
