package io.sluice.localstack.process;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for a server on 127.0.0.1 and one for its clients, by an authority of their own, as
 * files in a folder: made by the JDK's keytool at the first start, and kept.
 */
final class NodeCertificate {

  static final String AUTHORITY = "ca.pem";
  static final String CERTIFICATE = "node.pem";
  static final String KEY = "node.key";

  private static final String CLIENT_STORE = "client.p12";
  private static final String CLIENT_PEM = "client.pem";
  private static final String STORE = "keytool.p12";
  private static final char[] PASSWORD = ClientTls.PASSWORD.toCharArray();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private NodeCertificate() {}

  /** What clients need of the files. */
  static ClientTls clientTls(Path folder) {
    return new ClientTls(
        folder.resolve(AUTHORITY), folder.resolve(CLIENT_STORE), folder.resolve(CLIENT_PEM));
  }

  /** Makes the files, unless they are there. */
  static void in(Path folder) throws IOException {
    if (Files.exists(folder.resolve(KEY))) {
      return;
    }
    Path store = folder.resolve(STORE);
    Files.deleteIfExists(store);
    keytool(store, "-alias", "ca", "-dname", "CN=local-stack CA", "-ext", "bc:c");
    keytool(
        store,
        "-alias",
        "node",
        "-dname",
        "CN=local-stack node",
        "-ext",
        "SAN=IP:127.0.0.1,DNS:localhost",
        "-signer",
        "ca");
    keytool(store, "-alias", "client", "-dname", "CN=local-stack client", "-signer", "ca");
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      Certificate authority = keys.getCertificate("ca");
      Files.writeString(folder.resolve(AUTHORITY), pem("CERTIFICATE", authority.getEncoded()));
      Files.writeString(
          folder.resolve(CERTIFICATE),
          pem("CERTIFICATE", keys.getCertificate("node").getEncoded()));
      Files.writeString(
          folder.resolve(KEY), pem("PRIVATE KEY", keys.getKey("node", PASSWORD).getEncoded()));
      writeClient(keys, folder);
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate that keytool made cannot be read", e);
    }
  }

  private static void writeClient(KeyStore keys, Path folder)
      throws GeneralSecurityException, IOException {
    Key key = keys.getKey("client", PASSWORD);
    Files.writeString(
        folder.resolve(CLIENT_PEM),
        pem("CERTIFICATE", keys.getCertificate("client").getEncoded())
            + pem("PRIVATE KEY", key.getEncoded()));
    KeyStore client = KeyStore.getInstance("PKCS12");
    client.load(null, null);
    client.setKeyEntry("client", key, PASSWORD, keys.getCertificateChain("client"));
    try (OutputStream out = Files.newOutputStream(folder.resolve(CLIENT_STORE))) {
      client.store(out, PASSWORD);
    }
  }

  private static void keytool(Path store, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Jvm.home().resolve("bin/keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "3650",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(options));
    Command.of(command).run(LIMIT).orThrow();
  }

  private static String pem(String kind, byte[] content) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, lineEnd).encodeToString(content), kind);
  }
}
