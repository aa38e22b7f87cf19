package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl writes them; {@code make.sh} beside them says how they were made. */
class PemKeyTest {

  @TempDir private Path folder;

  private static Path file(String name) {
    try {
      return Path.of(PemKeyTest.class.getResource("keys/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static String pkcs8(Path file) throws IOException {
    String pem = Files.readString(file);
    return new String(PemKey.asPkcs8(pem, file).readAllBytes(), StandardCharsets.US_ASCII)
        .replaceAll("\\s", "");
  }

  private static void use(Path key) {
    TlsContext.of(
        new Tls(
            Optional.empty(),
            Optional.of(new ClientCertificate(file("certificate.pem"), key)),
            Optional.empty()));
  }

  private static String refusal(Path key) {
    return assertThrows(EtcdException.class, () -> use(key)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs1.pem, rsa-pkcs8.pem",
    "rsa-pkcs8.pem, rsa-pkcs8.pem",
    "ed25519-pkcs8.pem, ed25519-pkcs8.pem"
  })
  void shouldWriteTheSameAsOpenssl(String given, String expected) throws IOException {
    assertEquals(Files.readString(file(expected)).replaceAll("\\s", ""), pkcs8(file(given)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa-pkcs1.pem",
        "rsa-pkcs8.pem",
        "ec-sec1.pem",
        "ec-pkcs8.pem",
        "ec384-sec1.pem",
        "ec384-pkcs8.pem"
      })
  void shouldTakeEachForm(String name) {
    use(file(name));
  }

  @ParameterizedTest
  @CsvSource({"ec-sec1.pem, ec-pkcs8.pem", "ec384-sec1.pem, ec384-pkcs8.pem"})
  void shouldReadTheSameEcKeyFromBothForms(String bare, String wrapped) throws Exception {
    assertEquals(Ec.read(pkcs8(file(wrapped))), Ec.read(pkcs8(file(bare))));
  }

  /** What Java's own reader makes of it. */
  private record Ec(BigInteger secret, String curve) {

    static Ec read(String pem) throws Exception {
      byte[] der =
          Base64.getDecoder().decode(pem.replaceAll("-----(BEGIN|END)PRIVATEKEY-----", ""));
      var key =
          (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      return new Ec(key.getS(), key.getParams().toString());
    }
  }

  @Test
  void shouldFindTheKeyBehindACertificateInOneFile() throws IOException {
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(file("certificate.pem")) + Files.readString(file("rsa-pkcs1.pem")));

    use(both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-pkcs1-encrypted.pem", "rsa-pkcs8-encrypted.pem"})
  void shouldSayThatAKeyIsEncryptedAndWhatToDo(String name) {
    String message = refusal(file(name));

    assertTrue(message.contains(file(name) + " is encrypted"), message);
    assertTrue(message.contains("openssl pkey -in " + file(name)), message);
  }

  @Test
  void shouldSayWhatElseAFileHolds() throws IOException {
    Path key = folder.resolve("key.pem");
    String begin = "-----BEGIN EC PRIVATE KEY-----\n";
    String end = "\n-----END EC PRIVATE KEY-----\n";
    assertTrue(refusal(file("certificate.pem")).contains("holds no private key in PEM"));
    Files.writeString(key, begin + "MAMCAQE=" + end);
    assertTrue(refusal(key).contains("does not name its curve"), refusal(key));
    for (String damaged :
        new String[] {"MA==", "MP8=", "MIT/////", "MIL//w==", "oAA=", "MAOg/w==", ""}) {
      Files.writeString(key, begin + damaged + end);
      assertTrue(refusal(key).contains(key.toString()), damaged);
    }
    Files.writeString(key, begin + "MAMCAQ" + "=" + end);
    assertTrue(refusal(key).contains("no Base64"), refusal(key));
    Files.writeString(key, begin.replace("EC", "OPENSSH") + "AAAA" + end.replace("EC", "OPENSSH"));
    assertTrue(refusal(key).contains("BEGIN OPENSSH PRIVATE KEY"), refusal(key));
  }

  @Test
  void shouldKeepTheKeyOutOfErrors() throws IOException {
    String pem = Files.readString(file("rsa-pkcs1.pem"));
    Path key = folder.resolve("key.pem");
    Files.writeString(key, pem.replace("RSA PRIVATE", "EC PRIVATE"));

    String message = refusal(key);

    assertNotNull(message);
    pem.lines()
        .filter(line -> !line.startsWith("-"))
        .forEach(line -> assertFalse(message.contains(line), message));
  }
}
