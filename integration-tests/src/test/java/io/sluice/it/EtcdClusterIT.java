package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.config.etcd.EtcdSettings.Credentials;
import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A subscriber to an etcd of three members, with a writer that never rests: through everything that
 * befalls the members and the way to them, it hears of each state once, in order, of none that
 * never was, and in the end of the last one. Its login expires every two seconds.
 */
class EtcdClusterIT {

  private static final String PREFIX = "/collect/web-1/";
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Password PASSWORD = new Password("first-secret");

  private static EtcdCluster cluster;
  private static Etcdctl root;

  private final List<Link> links = new ArrayList<>();
  private final SnapshotLog log = new SnapshotLog();
  private NumberedChanges changes;
  private EtcdClient subscriber;

  @BeforeAll
  static void startEtcd() throws IOException {
    cluster =
        new EtcdCluster(
            "etcd-cluster-it", 3, "http", List.of("--auth-token-ttl=2", "--bcrypt-cost=4"));
    Etcdctl nobody = cluster.etcdctl();
    root = nobody.with("USER", "root:root-secret");
    nobody.run("user", "add", "root:root-secret");
    nobody.run("user", "add", "reader:" + PASSWORD.value());
    nobody.run("role", "add", "reader");
    nobody.run("role", "grant-permission", "--prefix=true", "reader", "read", PREFIX);
    nobody.run("user", "grant-role", "reader", "reader");
    nobody.run("auth", "enable");
  }

  @AfterAll
  static void stopEtcd() {
    cluster.close();
  }

  @BeforeEach
  void subscribe() throws IOException {
    root.run("del", "--prefix", PREFIX);
    for (EtcdCluster.Member member : cluster.members()) {
      links.add(new Link(member.endpoint()));
    }
    subscriber =
        client(
            links.stream().map(Link::endpoint).toList(), "reader", PASSWORD, Duration.ofSeconds(8));
    subscriber.subscribe(List.of(EtcdRange.of(PREFIX)), log);
    log.awaitLast(Map.of(), LIMIT);
    changes =
        new NumberedChanges(
            client(cluster.endpoints(), "root", new Password("root-secret"), Duration.ofSeconds(3)),
            PREFIX);
    changes.awaitMore(10);
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

  private static EtcdClient client(
      List<URI> endpoints, String user, Password password, Duration timeout) {
    return EtcdClient.acquire(
        new EtcdSettings(
            endpoints, Optional.of(new Credentials(user, password)), Optional.empty(), timeout));
  }

  private void awaitMoreHeard() {
    changes.awaitMore(10);
    changes.awaitHeard(log);
  }

  private void assertAllHeard() throws InterruptedException {
    awaitMoreHeard();
    changes.end();
    changes.awaitHeard(log);
    changes.assertHeardAsMade(log);
  }

  @Test
  void shouldHearOfNothingTwiceWhereAllWasReadAgainAndIsTheSame() throws Exception {
    changes.end();
    changes.awaitHeard(log);
    int told = log.snapshots().size();
    links.forEach(Link::cut);
    log.awaitOutage(LIMIT);
    links.forEach(Link::mend);
    Await.until("the way back", LIMIT, () -> links.stream().anyMatch(Link::isUsed));
    root.run("del", PREFIX + "0");
    Await.until("the deletion", LIMIT, () -> !log.last().containsKey(PREFIX + "0"));

    log.assertInOrder();
    assertTrue(log.snapshots().size() <= told + 1, () -> told + ", then " + log.snapshots());
  }

  @Test
  void shouldHearOfEveryChangeThroughTheLossOfTheLeaderAndOfTheMajority() throws Exception {
    EtcdCluster.Member leader = cluster.leader();
    leader.kill();
    awaitMoreHeard();
    leader.start();
    awaitMoreHeard();

    EtcdCluster.Member first = cluster.members().get(0);
    EtcdCluster.Member second = cluster.members().get(1);
    int before = log.outages().size();
    first.kill();
    second.kill();
    Await.until("another outage", LIMIT, () -> log.outages().size() > before);
    assertTrue(log.outages().get(log.outages().size() - 1).isUnavailable());
    // Neither is ready before the other is there.
    first.spawn();
    second.start();
    assertAllHeard();
  }

  @Test
  void shouldHearOfWhatWasCompactedWhileItWasCutOff() throws Exception {
    links.forEach(Link::cut);
    changes.awaitMore(50);
    log.awaitOutage(LIMIT);
    root.run("compact", Long.toString(revision()));
    changes.awaitMore(10);
    links.forEach(Link::mend);

    assertAllHeard();
  }

  private static long revision() {
    String status = root.run("endpoint", "status", "--write-out=json");
    return Long.parseLong(status.replaceFirst("(?s).*?\"revision\":(\\d+).*", "$1"));
  }

  @Test
  void shouldNoticeThatItsMemberOrTheWayToItIsSilent() throws Exception {
    EtcdCluster.Member member = connectedTo();
    member.freeze();
    try {
      awaitMoreHeard();
    } finally {
      member.thaw();
    }
    links.forEach(Link::forgetConnections);
    assertAllHeard();
  }

  @Test
  void shouldNoticeThatOnlyTheWatchIsSilent() throws Exception {
    Await.until(
        "a watch that can be silenced",
        LIMIT,
        () -> links.stream().mapToInt(Link::silenceWatches).sum() > 0);
    assertAllHeard();

    assertTrue(links.stream().mapToInt(Link::framesKeptBack).sum() > 0);
    assertEquals(List.of(), log.outages());
  }

  private EtcdCluster.Member connectedTo() {
    return Await.value(
        "a member that the subscriber is connected to",
        LIMIT,
        () ->
            IntStream.range(0, links.size())
                .filter(i -> links.get(i).isUsed())
                .mapToObj(cluster.members()::get)
                .findFirst());
  }

  @Test
  void shouldTellThatItsPasswordWasChangedAndGoOnOnceItIsRight() throws Exception {
    changePassword("second-secret");
    Await.until("a refusal", LIMIT, () -> log.outages().stream().anyMatch(e -> !e.isUnavailable()));
    SnapshotLog newcomer = new SnapshotLog();
    try (EtcdClient reconfigured =
        client(
            cluster.endpoints(), "reader", new Password("second-secret"), Duration.ofSeconds(8))) {
      reconfigured.subscribe(List.of(EtcdRange.of(PREFIX)), newcomer);
      changes.awaitMore(10);
      changes.awaitHeard(newcomer);
    }
    changePassword(PASSWORD.value());

    assertAllHeard();
  }

  private static void changePassword(String password) {
    root.shell("echo '" + password + "' | etcdctl user passwd --interactive=false reader");
  }
}
