package io.sluice.it;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Credentials;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * An etcd with TLS that asks for client certificates of either authority, with authentication on,
 * logins that expire after two seconds, and the roles that docs/etcd.md tells users to make.
 */
final class SecuredEtcd implements AutoCloseable {

  static final Duration LOGIN_LIFETIME = Duration.ofSeconds(2);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final Password ROOT_PASSWORD = new Password("root-secret");

  private final EtcdCluster cluster;
  private final Etcdctl root;
  private final Path folder;
  private final Path both;

  /**
   * @param size how many members it has
   * @param folder for the certificates of the servers, which can be replaced there
   */
  SecuredEtcd(String name, int size, Path folder) throws IOException {
    this.folder = folder;
    both = bothAuthorities(folder.resolve("both.pem"));
    serve("server");
    cluster =
        new EtcdCluster(
            name,
            size,
            "https",
            List.of(
                "--cert-file=" + folder.resolve("server.pem"),
                "--key-file=" + folder.resolve("server.key"),
                "--client-cert-auth",
                "--trusted-ca-file=" + both,
                "--auth-token-ttl=" + LOGIN_LIFETIME.toSeconds(),
                "--bcrypt-cost=4"));
    Etcdctl nobody =
        cluster
            .etcdctl()
            .with("CACERT", both.toString())
            .with("CERT", file("client-rsa.pem").toString())
            .with("KEY", file("client-rsa.key").toString());
    root = nobody.with("USER", "root:" + ROOT_PASSWORD.value());
    nobody.run("user", "add", "root:" + ROOT_PASSWORD.value());
    nobody.run("auth", "enable");
    for (String commands : DocsExample.commands("etcd.md", "Users and roles")) {
      root.shell(commands);
    }
  }

  /** A certificate or key for tests. */
  static Path file(String name) {
    try {
      return Path.of(SecuredEtcd.class.getResource("/etcd-tls/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Path copy(String name, Path to) throws IOException {
    return Files.copy(file(name), to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes the certificates of both authorities into one file. */
  static Path bothAuthorities(Path to) throws IOException {
    return Files.writeString(
        to, Files.readString(file("ca.pem")) + Files.readString(file("other-ca.pem")));
  }

  /** Has the members serve another certificate and key, from the next connection on. */
  void serve(String certificate) throws IOException {
    copy(certificate + ".key", folder.resolve("server.key"));
    copy(certificate + ".pem", folder.resolve("server.pem"));
  }

  List<URI> endpoints() {
    return cluster.endpoints();
  }

  List<EtcdCluster.Member> members() {
    return cluster.members();
  }

  Etcdctl root() {
    return root;
  }

  /** To be closed by the test. */
  static EtcdClient client(
      List<URI> endpoints, String user, Password password, Path ca, Path cert, Path key) {
    return EtcdClient.acquire(
        new EtcdSettings(
            endpoints,
            Optional.of(new Credentials(user, password)),
            Optional.of(
                new Tls(
                    Optional.of(ca),
                    Optional.of(new ClientCertificate(cert, key)),
                    Optional.empty())),
            REQUEST_LIMIT));
  }

  /** One that may do everything, and takes the certificates of either authority. */
  EtcdClient rootClient() {
    return client(
        endpoints(), "root", ROOT_PASSWORD, both, file("client-rsa.pem"), file("client-rsa.key"));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
