package io.sluice.it;

import static io.sluice.it.SecuredEtcd.copy;
import static io.sluice.it.SecuredEtcd.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A subscriber to an etcd of three members with TLS, with a writer that never rests, while all
 * certificates are replaced on disk: nothing is restarted, and what is heard is as it was made.
 */
class EtcdClusterTlsIT {

  private static final String USER = "sluice-web-1";
  private static final Password PASSWORD = new Password("change-me");
  private static final List<EtcdRange> LISTS = List.of(EtcdRange.of("/collect/web-1/"));

  @TempDir private static Path served;

  private static SecuredEtcd etcd;

  @TempDir private Path folder;

  private final List<Link> links = new ArrayList<>();
  private final SnapshotLog log = new SnapshotLog();
  private Path ca;
  private Path cert;
  private Path key;
  private NumberedChanges changes;
  private EtcdClient subscriber;

  @BeforeAll
  static void start() throws IOException {
    etcd = new SecuredEtcd("etcd-cluster-tls-it", 3, served);
  }

  @AfterAll
  static void stop() {
    etcd.close();
  }

  @BeforeEach
  void subscribe() throws IOException {
    ca = copy("ca.pem", folder.resolve("trusted.pem"));
    cert = copy("client-rsa.pem", folder.resolve("client.pem"));
    key = copy("client-rsa.key", folder.resolve("client.key"));
    for (EtcdCluster.Member member : etcd.members()) {
      links.add(new Link(member.endpoint()));
    }
    changes = new NumberedChanges(etcd.rootClient(), LISTS.get(0).key());
    changes.awaitMore(10);
    subscriber =
        SecuredEtcd.client(
            links.stream().map(Link::endpoint).toList(), USER, PASSWORD, ca, cert, key);
    subscriber.subscribe(LISTS, log);
    changes.awaitHeard(log);
  }

  @AfterEach
  void close() throws Exception {
    changes.close();
    subscriber.close();
    for (Link link : links) {
      link.close();
    }
  }

  @Test
  void shouldHearOfEveryChangeThroughTheReplacementOfAllCertificates() throws Exception {
    etcd.serve("renewed-server");
    assertEachServes("renewed-server.pem");
    connectAnew();

    copy("client-ec.key", key);
    copy("client-ec.pem", cert);
    connectAnew();

    SecuredEtcd.bothAuthorities(ca);
    etcd.serve("other-server");
    assertEachServes("other-ca.pem");
    assertNoneServes("ca.pem");
    // A member that was restarted resumes no session of before, and is asked for its certificate.
    for (EtcdCluster.Member member : etcd.members()) {
      member.kill();
      member.start();
    }
    changes.awaitMore(10);
    changes.awaitHeard(log);

    copy("other-client.key", key);
    copy("other-client.pem", cert);
    copy("other-ca.pem", ca);
    connectAnew();

    changes.end();
    changes.awaitHeard(log);
    changes.assertHeardAsMade(log);
    assertEquals(
        List.of(),
        log.outages().stream()
            .map(EtcdException::getMessage)
            // A connection that is cut, or whose member is killed, while it is being made.
            .filter(outage -> !outage.contains("Connection closed while performing TLS"))
            .filter(
                outage ->
                    Stream.of("certif", "TLS", "alert").anyMatch(word -> outage.contains(word)))
            .toList());
  }

  /** As a member's restart or a moved address has it. */
  private void connectAnew() {
    links.forEach(Link::cut);
    links.forEach(Link::mend);
    changes.awaitMore(10);
    changes.awaitHeard(log);
  }

  private static EtcdClient trusting(EtcdCluster.Member member, String authority) {
    return SecuredEtcd.client(
        List.of(member.endpoint()),
        USER,
        PASSWORD,
        file(authority),
        file("client-rsa.pem"),
        file("client-rsa.key"));
  }

  private static void assertEachServes(String trusted) {
    for (EtcdCluster.Member member : etcd.members()) {
      try (EtcdClient client = trusting(member, trusted)) {
        client.read(LISTS);
      }
    }
  }

  private static void assertNoneServes(String trusted) {
    for (EtcdCluster.Member member : etcd.members()) {
      try (EtcdClient client = trusting(member, trusted)) {
        EtcdException refused = assertThrows(EtcdException.class, () -> client.read(LISTS));
        assertTrue(refused.getMessage().contains("certification path"), refused::getMessage);
      }
    }
  }
}
