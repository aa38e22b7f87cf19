package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that nobody but itself has signed, of the JDK's own tool, and its key. */
public final class Certificate {

  static final String PASSWORD = "changeit";

  private final Path file;
  private final KeyStore keys;

  private Certificate(Path file, KeyStore keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Makes one.
   *
   * @param subject such as {@code IP:127.0.0.1} or {@code DNS:example.com}
   */
  static Certificate of(Path folder, String name, String subject) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + subject,
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), output);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Certificate(file, keys);
  }

  /** A PKCS12 store with it and its key. */
  Path file() {
    return file;
  }

  String pem() throws Exception {
    return pem("CERTIFICATE", keys.getCertificate(alias()).getEncoded());
  }

  String keyPem() throws Exception {
    return pem("PRIVATE KEY", keys.getKey(alias(), PASSWORD.toCharArray()).getEncoded());
  }

  /**
   * What a server shows it with.
   *
   * @param trusted the certificate of the clients, or null
   */
  SSLContext server(Certificate trusted) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    if (trusted != null) {
      anchors.setCertificateEntry("client", trusted.keys.getCertificate(trusted.alias()));
    }
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private String alias() throws Exception {
    return keys.aliases().nextElement();
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
