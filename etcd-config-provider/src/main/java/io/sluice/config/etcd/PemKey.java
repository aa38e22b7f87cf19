package io.sluice.config.etcd;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in any of the forms that openssl and certificate managers write, as the one form
 * that Java reads.
 *
 * <p>Java's key factories take PKCS#8 only: the bare key with the name of its algorithm before it
 * (RFC 5208). {@code BEGIN RSA PRIVATE KEY} is the bare key of RFC 8017, {@code BEGIN EC PRIVATE
 * KEY} that of RFC 5915, which names its curve inside; each lacks only that name.
 */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final byte[] NULL = {0x05, 0x00};
  private static final byte[] RSA_ENCRYPTION = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };
  private static final byte[] EC_PUBLIC_KEY = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private PemKey() {}

  /**
   * The key of a file as PKCS#8 in PEM.
   *
   * @param pem what the file holds
   * @param file for the error, which holds nothing of the key
   * @throws EtcdException that says what the file holds instead, and what to do
   */
  static InputStream asPkcs8(String pem, Path file) {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw unusable(file, "holds no private key in PEM (BEGIN PRIVATE KEY, RSA or EC)");
    }
    String kind = block.group(1);
    String body = block.group(2);
    if (kind.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
      throw unusable(file, "is encrypted, and there is no parameter for its password");
    }
    byte[] pkcs8;
    try {
      byte[] key = Base64.getMimeDecoder().decode(body);
      pkcs8 =
          switch (kind) {
            case "PRIVATE KEY" -> key;
            case "RSA PRIVATE KEY" -> wrap(join(RSA_ENCRYPTION, NULL), key);
            case "EC PRIVATE KEY" -> wrap(join(EC_PUBLIC_KEY, curve(key, file)), key);
            default -> throw unusable(file, "holds a key of the unknown kind BEGIN " + kind);
          };
    } catch (IllegalArgumentException e) {
      throw unusable(file, "is damaged: between BEGIN and END stands no Base64");
    }
    return new ByteArrayInputStream(
        ("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static EtcdException unusable(Path file, String why) {
    return new EtcdException(
        "The key file "
            + file
            + " "
            + why
            + ". Write the key unencrypted to a file that only this process's user can read:"
            + " openssl pkey -in "
            + file
            + " -out "
            + file
            + ".plain",
        false,
        null);
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return der(0x30, join(VERSION_0, der(0x30, algorithm), der(0x04, key)));
  }

  /** The object identifier in {@code ECPrivateKey.parameters}, which has the tag [0]. */
  private static byte[] curve(byte[] key, Path file) {
    return value(key, 0, 0x30)
        .flatMap(
            fields -> {
              int at = 0;
              while (at < fields.length && (fields[at] & 0xff) != 0xa0) {
                at = end(fields, at);
              }
              return at < fields.length ? value(fields, at, 0xa0) : Optional.empty();
            })
        .filter(curve -> curve.length > 0 && curve[0] == 0x06)
        .orElseThrow(() -> unusable(file, "holds an EC key that does not name its curve"));
  }

  /** What an element holds; nothing where there is another one, or less of it than it says. */
  private static Optional<byte[]> value(byte[] der, int at, int tag) {
    int end = end(der, at);
    if (at >= der.length || (der[at] & 0xff) != tag || end > der.length) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(der, at + 1 + lengthBytes(der, at), end));
  }

  /** Where the next element begins; behind all of it where the length is none. */
  private static int end(byte[] der, int at) {
    if (at + 1 >= der.length) {
      return Integer.MAX_VALUE;
    }
    int bytes = lengthBytes(der, at);
    if (bytes > 4 || at + bytes >= der.length) {
      return Integer.MAX_VALUE;
    }
    long length = der[at + 1] & 0x7f;
    if (bytes > 1) {
      length = 0;
      for (int i = 2; i <= bytes; i++) {
        length = length << 8 | der[at + i] & 0xff;
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, at + 1 + bytes + length);
  }

  private static int lengthBytes(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return first < 0x80 ? 1 : 1 + (first & 0x7f);
  }

  private static byte[] der(int tag, byte[] value) {
    // Java refuses a length of more bytes than it takes.
    int bytes = value.length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(value.length)) / 8;
    byte[] head = new byte[2 + bytes];
    head[0] = (byte) tag;
    head[1] = (byte) (bytes == 0 ? value.length : 0x80 | bytes);
    for (int i = 0; i < bytes; i++) {
      head[2 + i] = (byte) (value.length >> 8 * (bytes - 1 - i));
    }
    return join(head, value);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
