package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.client.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.kafka.common.config.SslConfigs;

/** Which option is to blame where TLS with a node fails. */
final class TlsFailure {

  private TlsFailure() {}

  static Problem explain(URI url, TlsSettings tls, Throwable failure) {
    String failed = "TLS with " + url + " fails: ";
    String message = "";
    // The client wraps most of what it throws, the innermost says most.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return new Problem(
            tls.trustOption(),
            String.format(
                "%s%s. The node's certificate must be signed by an authority in %s.",
                failed, cause.getMessage(), trusted(tls)));
      }
      if (cause instanceof SSLPeerUnverifiedException) {
        return new Problem(
            ConnectionOptions.CONNECTION_URL_CONFIG,
            String.format(
                "%s%s. Use a host name that the certificate is for.", failed, cause.getMessage()));
      }
      message = cause.getMessage() == null ? message : cause.getMessage();
    }
    String alert = message.toLowerCase(Locale.ROOT);
    // Alerts are numbers, and these are the JDK's names for those about the client's certificate.
    if (alert.contains("certificate_required")
        || alert.contains("bad_certificate")
        || alert.contains("certificate_unknown")
        || alert.contains("unknown_ca")) {
      return new Problem(
          tls.keyOption(),
          failed
              + message
              + ". The node wants a certificate of this connector that it trusts (mutual TLS).");
    }
    if (alert.contains("protocol_version") || alert.contains("no appropriate protocol")) {
      return new Problem(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, failed + message + ".");
    }
    return new Problem(
        ConnectionOptions.CONNECTION_URL_CONFIG,
        failed + message + "; does the node want http://?");
  }

  /**
   * A node may say what is wrong with the client's certificate only by closing the connection: in
   * TLS 1.3 it asks for one after the client has taken the connection for ready.
   */
  static Problem closed(URI url, TlsSettings tls) {
    return new Problem(
        tls.keyOption(),
        "The node at "
            + url
            + " closes the connection once TLS is set up; does it want a certificate of this connector that it trusts (mutual TLS)?");
  }

  private static String trusted(TlsSettings tls) {
    return tls.hasTrustStore()
        ? tls.trustOption()
        : "ssl.truststore.location, or where that is not set, in the trust store of the worker's JVM, which is "
            + jvmTrustStore();
  }

  /** As the JVM looks for it where the property is not set. */
  private static String jvmTrustStore() {
    return System.getProperty(
        "javax.net.ssl.trustStore",
        Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toString());
  }
}
