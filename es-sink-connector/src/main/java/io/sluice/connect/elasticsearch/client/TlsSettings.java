package io.sluice.connect.elasticsearch.client;

import static org.apache.kafka.common.config.SslConfigs.SSL_CIPHER_SUITES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_KEY_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_TYPE_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEY_PASSWORD_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_PROTOCOL_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_PROVIDER_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;

import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS as Kafka's {@code ssl.*} options say, made by the class that makes it for Kafka's own
 * clients, so that stores and PEM texts are understood as they are there.
 */
public final class TlsSettings {

  private final Map<String, Object> values;

  /**
   * @param values of all options of {@link
   *     org.apache.kafka.common.config.SslConfigs#addClientSslSupport}, parsed
   */
  public TlsSettings(Map<String, Object> values) {
    this.values = new HashMap<>(values);
  }

  /** Where trusted certificates are set: an option's name. */
  public String trustOption() {
    return values.get(SSL_TRUSTSTORE_CERTIFICATES_CONFIG) == null
        ? SSL_TRUSTSTORE_LOCATION_CONFIG
        : SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
  }

  /** Where the connector's own certificate is set: an option's name. */
  public String keyOption() {
    return values.get(SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG) == null
        ? SSL_KEYSTORE_LOCATION_CONFIG
        : SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
  }

  /** Whether certificates are trusted other than those that the JVM trusts. */
  public boolean hasTrustStore() {
    return values.get(trustOption()) != null;
  }

  /**
   * Reads the stores.
   *
   * @throws TlsException that says which option is wrong
   */
  public void check() {
    context();
  }

  /**
   * How connections to hosts are secured.
   *
   * @throws TlsException that says which option is wrong
   */
  SSLIOSessionStrategy strategy() {
    return new SSLIOSessionStrategy(
        context(),
        array(SSL_ENABLED_PROTOCOLS_CONFIG),
        array(SSL_CIPHER_SUITES_CONFIG),
        verifier());
  }

  private HostnameVerifier verifier() {
    Object algorithm = values.get(SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    return "".equals(algorithm) ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier();
  }

  private SSLContext context() {
    checkProtocol();
    TlsStore trust = TlsStore.trust(values);
    TlsStore keys = TlsStore.keys(values);
    trust.checkFile();
    keys.checkFile();
    Map<String, Object> trustAlone = new HashMap<>(values);
    trustAlone.put(SSL_KEYSTORE_TYPE_CONFIG, null);
    trustAlone.put(SSL_KEYSTORE_LOCATION_CONFIG, null);
    trustAlone.put(SSL_KEYSTORE_PASSWORD_CONFIG, null);
    trustAlone.put(SSL_KEY_PASSWORD_CONFIG, null);
    trustAlone.put(SSL_KEYSTORE_KEY_CONFIG, null);
    trustAlone.put(SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, null);
    SSLContext context = context(trustAlone, trust);
    if (keys.isSet()) {
      context = context(values, keys);
    }
    SSLEngine engine = context.createSSLEngine();
    checkSupported(SSL_ENABLED_PROTOCOLS_CONFIG, engine::setEnabledProtocols);
    checkSupported(SSL_CIPHER_SUITES_CONFIG, engine::setEnabledCipherSuites);
    return context;
  }

  private static SSLContext context(Map<String, Object> values, TlsStore inQuestion) {
    DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
    try {
      factory.configure(values);
      return factory.sslContext();
    } catch (KafkaException e) {
      throw inQuestion.explain(e);
    }
  }

  private void checkProtocol() {
    String protocol = (String) values.get(SSL_PROTOCOL_CONFIG);
    String provider = (String) values.get(SSL_PROVIDER_CONFIG);
    try {
      if (provider == null) {
        SSLContext.getInstance(protocol);
      } else {
        SSLContext.getInstance(protocol, provider);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new TlsException(
          SSL_PROTOCOL_CONFIG, "This JVM has no TLS protocol " + protocol + ".", e);
    } catch (NoSuchProviderException e) {
      throw new TlsException(
          SSL_PROVIDER_CONFIG, "This JVM has no security provider " + provider + ".", e);
    }
  }

  private void checkSupported(String option, Consumer<String[]> setter) {
    String[] names = array(option);
    if (names != null) {
      try {
        setter.accept(names);
      } catch (IllegalArgumentException e) {
        throw new TlsException(option, "This JVM does not support it: " + e.getMessage() + ".", e);
      }
    }
  }

  /** Null, which is all that the JVM has enabled, where there is none. */
  private String[] array(String option) {
    return values.get(option) instanceof Collection<?> names && !names.isEmpty()
        ? names.stream().map(Object::toString).toArray(String[]::new)
        : null;
  }
}
