package io.sluice.localstack.process;

import io.sluice.localstack.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for a server on 127.0.0.1, by an authority of its own, as PEM files in a folder:
 * made by the JDK's keytool at the first start, and kept.
 */
final class NodeCertificate {

  static final String AUTHORITY = "ca.pem";
  static final String CERTIFICATE = "node.pem";
  static final String KEY = "node.key";

  private static final String STORE = "keytool.p12";
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private NodeCertificate() {}

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
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate that keytool made cannot be read", e);
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
