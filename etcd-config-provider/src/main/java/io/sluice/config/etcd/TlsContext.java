package io.sluice.config.etcd;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * Reads PEM files into an SSL context, afresh for each connection, so renewed files take effect.
 */
final class TlsContext {

  private TlsContext() {}

  /**
   * @throws EtcdException that names the file, if one cannot be used
   */
  static SslContext of(Tls tls) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    tls.caFile().ifPresent(file -> trust(builder, file));
    tls.clientCertificate().ifPresent(certificate -> identify(builder, certificate));
    try {
      return builder.build();
    } catch (SSLException | RuntimeException e) {
      throw new EtcdException("The TLS settings " + tls + " cannot be used: " + e, false, e);
    }
  }

  private static void trust(SslContextBuilder builder, Path file) {
    read(file);
    try {
      builder.trustManager(file.toFile());
    } catch (RuntimeException e) {
      throw new EtcdException(
          "The CA file " + file + " holds no usable PEM certificate: " + e.getMessage(), false, e);
    }
  }

  private static void identify(SslContextBuilder builder, ClientCertificate certificate) {
    String chain = read(certificate.certFile());
    InputStream key = PemKey.asPkcs8(read(certificate.keyFile()), certificate.keyFile());
    try {
      builder.keyManager(
          new ByteArrayInputStream(chain.getBytes(StandardCharsets.ISO_8859_1)), key);
    } catch (RuntimeException e) {
      throw new EtcdException(
          "The client certificate "
              + certificate.certFile()
              + " and its key "
              + certificate.keyFile()
              + " cannot be used: "
              + e.getMessage(),
          false,
          e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new EtcdException("The TLS file " + file + " cannot be read: " + e, false, e);
    }
  }
}
