package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.client.TlsSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;

/**
 * TLS towards Elasticsearch, by the names that Kafka's own clients have for it: their types,
 * defaults and importance are those of the worker's Kafka ({@link
 * SslConfigs#addClientSslSupport(ConfigDef)}).
 */
final class TlsOptions {

  private static final String GROUP = "TLS";

  private static final Validator ANY =
      OptionValidators.validator(value -> {}, "as Kafka's clients take it");

  private static final List<Option> OPTIONS =
      List.of(
          new Option(
              SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
              "Trust store",
              Width.LONG,
              "File on each worker with the certificates of the authorities that may have signed the cluster's. Without it and ssl.truststore.certificates those count that the worker's JVM trusts, which a public certificate needs no more than."),
          new Option(
              SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
              "Trust store type",
              Width.SHORT,
              "Format of the trust store: JKS, PKCS12 or PEM."),
          new Option(
              SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
              "Trust store password",
              Width.MEDIUM,
              "Password of ssl.truststore.location; none for PEM."),
          new Option(
              SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
              "Trusted certificates",
              Width.LONG,
              "Instead of ssl.truststore.location, the certificates themselves, in PEM format; with ssl.truststore.type=PEM."),
          new Option(
              SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
              "Key store",
              Width.LONG,
              "File on each worker with the certificate and key by which this connector makes itself known, where the cluster asks for one (mutual TLS)."),
          new Option(
              SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
              "Key store type",
              Width.SHORT,
              "Format of the key store: JKS, PKCS12 or PEM."),
          new Option(
              SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
              "Key store password",
              Width.MEDIUM,
              "Password of ssl.keystore.location; none for PEM."),
          new Option(
              SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
              "Certificate chain",
              Width.LONG,
              "Instead of ssl.keystore.location, the connector's certificate and those between it and its authority, in PEM format; with ssl.keystore.key and ssl.keystore.type=PEM."),
          new Option(
              SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
              "Key",
              Width.LONG,
              "The private key of ssl.keystore.certificate.chain, in PEM format (PKCS#8: BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY)."),
          new Option(
              SslConfigs.SSL_KEY_PASSWORD_CONFIG,
              "Key password",
              Width.MEDIUM,
              "Password of the private key, where it has one of its own."),
          new Option(
              SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
              "Host name check",
              Width.SHORT,
              "https: the cluster's certificate must be for the host name in connection.url. Empty: any name will do, and whoever has a certificate of a trusted authority can pass for the cluster.",
              CaseInsensitiveValidString.in("https", "")),
          new Option(SslConfigs.SSL_PROTOCOL_CONFIG, "TLS protocol", Width.SHORT),
          new Option(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, "Enabled protocols", Width.MEDIUM),
          new Option(SslConfigs.SSL_CIPHER_SUITES_CONFIG, "Cipher suites", Width.LONG),
          new Option(SslConfigs.SSL_PROVIDER_CONFIG, "Security provider", Width.MEDIUM),
          new Option(
              SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, "Key manager algorithm", Width.SHORT),
          new Option(
              SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG, "Trust manager algorithm", Width.SHORT),
          new Option(
              SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG, "Random numbers", Width.SHORT));

  private final TlsSettings settings;

  TlsOptions(AbstractConfig config) {
    Map<String, Object> values = new HashMap<>();
    OPTIONS.forEach(option -> values.put(option.name(), config.values().get(option.name())));
    settings = new TlsSettings(values);
  }

  static ConfigDef define(ConfigDef definition) {
    ConfigDef kafka = new ConfigDef();
    SslConfigs.addClientSslSupport(kafka);
    for (int i = 0; i < OPTIONS.size(); i++) {
      Option option = OPTIONS.get(i);
      ConfigKey key = kafka.configKeys().get(option.name());
      definition.define(
          option.name(),
          key.type,
          key.defaultValue,
          option.validator(),
          key.importance,
          option.doc() == null ? key.documentation : option.doc(),
          GROUP,
          i + 1,
          option.width(),
          option.displayName());
    }
    return definition;
  }

  TlsSettings settings() {
    return settings;
  }

  /**
   * What Kafka does not say of its options.
   *
   * @param doc null for Kafka's own
   */
  private record Option(
      String name, String displayName, Width width, String doc, Validator validator) {

    Option(String name, String displayName, Width width) {
      this(name, displayName, width, null, ANY);
    }

    Option(String name, String displayName, Width width, String doc) {
      this(name, displayName, width, doc, ANY);
    }
  }
}
