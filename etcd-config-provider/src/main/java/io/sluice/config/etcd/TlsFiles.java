package io.sluice.config.etcd;

import io.sluice.config.etcd.EtcdSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the TLS files of a connection were last written: by this it is seen that somebody has
 * replaced them, be it through a link as Kubernetes does.
 *
 * @param modified of each file, in one order; nothing where it is not there
 */
record TlsFiles(List<Optional<FileTime>> modified) {

  static TlsFiles of(EtcdSettings settings) {
    return new TlsFiles(
        settings.tls().stream().flatMap(TlsFiles::paths).map(TlsFiles::modified).toList());
  }

  private static Stream<Path> paths(Tls tls) {
    return Stream.concat(
        tls.caFile().stream(),
        tls.clientCertificate().stream()
            .flatMap(both -> Stream.of(both.certFile(), both.keyFile())));
  }

  private static Optional<FileTime> modified(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
