package io.sluice.localstack.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a client of a server with TLS is given: one authority to trust and no other, and mostly a
 * certificate by it to show.
 *
 * @param authority its certificate, a PEM file
 * @param store a PKCS12 file with the client's certificate and key, under {@link #PASSWORD}; null
 *     if it has none
 * @param pem the same as a PEM file
 */
public record ClientTls(Path authority, Path store, Path pem) {

  public static final String PASSWORD = "changeit";

  /** For a client that has no certificate of its own. */
  public static ClientTls trusting(Path authority) {
    return new ClientTls(authority, null, null);
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown(), trusted().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Cannot use " + this, e);
    }
  }

  private KeyManager[] shown() throws GeneralSecurityException, IOException {
    if (store == null) {
      return new KeyManager[0];
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    return managers.getKeyManagers();
  }

  private TrustManagerFactory trusted() throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      return managers;
    }
  }
}
