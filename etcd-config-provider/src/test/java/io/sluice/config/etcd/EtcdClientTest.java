package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdSettings.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EtcdClientTest {

  private static final List<EtcdRange> ALL = List.of(EtcdRange.of("/"));

  private final FakeEtcd etcd = new FakeEtcd();
  private final SharedConnections connections = new SharedConnections(any -> etcd.connect());

  private EtcdClient client(Duration timeout) {
    return new EtcdClient(Fixtures.settings(timeout), connections, Fixtures.PACE);
  }

  private EtcdClient client() {
    return client(Duration.ofSeconds(5));
  }

  @Test
  void shouldConnectOnFirstUseAndOnceForEqualSettings() {
    EtcdClient first = client();
    EtcdClient second = client();
    assertEquals(0, etcd.connects());
    first.read(ALL);
    second.read(ALL);
    assertEquals(1, etcd.connects());
  }

  @Test
  void shouldDisconnectWithTheLastClientOnly() {
    EtcdClient first = client();
    EtcdClient second = client();
    first.read(ALL);
    first.close();
    first.close();
    second.read(ALL);
    assertEquals(1, etcd.openConnections());
    second.close();
    assertEquals(0, etcd.openConnections());
    assertThrows(IllegalStateException.class, () -> second.read(ALL));
  }

  @Test
  void shouldConnectAnewForSettingsThatDiffer() {
    client(Duration.ofSeconds(5)).read(ALL);
    client(Duration.ofSeconds(6)).read(ALL);
    assertEquals(2, etcd.connects());
  }

  @Test
  void shouldTryAgainOnAFreshConnectionWhileEtcdIsAway() {
    etcd.put("/a", "1");
    etcd.failNext(2, FakeEtcd.unavailable());
    assertEquals("1", client().read(ALL).values().get("/a").value());
    assertEquals(3, etcd.connects());
    assertEquals(1, etcd.openConnections());
  }

  @Test
  void shouldReadOnceMoreWhereCertificatesWereReplaced(@TempDir Path folder) throws IOException {
    Path ca = Files.createFile(folder.resolve("ca.pem"));
    EtcdSettings settings =
        new EtcdSettings(
            List.of(URI.create("https://etcd:2379")),
            Optional.empty(),
            Optional.of(new Tls(Optional.of(ca), Optional.empty(), Optional.empty())),
            Duration.ofSeconds(5));
    EtcdClient client = new EtcdClient(settings, connections, Fixtures.PACE);
    client.readOnce(ALL);
    etcd.failNext(1, FakeEtcd.unavailable());
    assertThrows(EtcdException.class, () -> client.readOnce(ALL));

    client.readOnce(ALL);
    Files.setLastModifiedTime(ca, FileTime.fromMillis(1));
    etcd.failNext(1, FakeEtcd.unavailable());
    client.readOnce(ALL);
    assertEquals(3, etcd.connects());
  }

  @Test
  void shouldGiveUpAtTheTimeout() {
    EtcdException cause = FakeEtcd.unavailable();
    etcd.goAway(cause);
    EtcdClient client = client(Duration.ofMillis(200));
    assertSame(cause, assertThrows(EtcdException.class, () -> client.read(ALL)));
    assertTrue(etcd.reads() > 1);
  }

  @Test
  void shouldNotRepeatWhatEtcdRefuses() {
    etcd.goAway(FakeEtcd.refusal());
    EtcdClient client = client();
    assertThrows(EtcdException.class, () -> client.put("/a", "1"));
    assertEquals(1, etcd.reads());
    assertEquals(1, etcd.connects());
  }

  @Test
  void shouldWriteOnceEtcdIsBack() {
    etcd.failNext(1, FakeEtcd.unavailable());
    EtcdClient client = client();
    client.put("/a", "1");
    assertEquals("1", client.read(ALL).values().get("/a").value());
  }

  @Test
  void shouldEndItsSubscriptionsOnClose() throws Exception {
    EtcdClient client = client();
    RecordingListener listener = new RecordingListener();
    client.subscribe(ALL, listener);
    listener.next();
    etcd.await(() -> etcd.openWatches() == 1);
    client.close();
    assertEquals(0, etcd.openWatches());
    assertEquals(0, etcd.openConnections());
    assertThrows(IllegalStateException.class, () -> client.subscribe(ALL, listener));
  }

  @Test
  void shouldTryAgainWhenAnotherClientHasClosedTheBrokenConnectionFirst() {
    etcd.put("/a", "1");
    EtcdClient first = client();
    EtcdClient second = client();
    etcd.beforeRequest(
        () -> {
          etcd.failNext(1, FakeEtcd.unavailable());
          assertThrows(EtcdException.class, () -> second.readOnce(ALL));
          throw new RejectedExecutionException("as jetcd does when it is closed");
        });
    assertEquals("1", first.read(ALL).values().get("/a").value());
    first.close();
    second.close();
  }

  @Test
  void shouldKeepValuesOutOfText() {
    EtcdValue secret = new EtcdValue("s3cret", 7);
    assertFalse(secret.toString().contains("s3cret"), secret.toString());
  }

  @Test
  void shouldTakeATrailingSlashForAPrefix() {
    assertEquals(new EtcdRange("/a/", true), EtcdRange.of("/a/"));
    assertEquals(new EtcdRange("/a", false), EtcdRange.of("/a"));
    assertThrows(IllegalArgumentException.class, () -> EtcdRange.of(""));
  }

  @Test
  void shouldReplaceOnlyWhatNobodyElseHasChanged() {
    etcd.put("/a", "mine");
    EtcdValue read = client().read(ALL).values().get("/a");
    etcd.put("/a", "theirs");

    EtcdReplacement late = client().replace("/a", read.modRevision(), Optional.of("next"));

    assertFalse(late.done());
    assertEquals("theirs", late.found().orElseThrow().value());
    assertEquals("theirs", etcd.value("/a"));
    long newer = late.found().orElseThrow().modRevision();
    assertTrue(client().replace("/a", newer, Optional.of("next")).done());
    assertEquals("next", etcd.value("/a"));
    assertFalse(client().replace("/a", 0, Optional.of("first")).done());
    assertTrue(client().replace("/b", 0, Optional.of("first")).done());
  }

  @Test
  void shouldDeleteOnlyWhatNobodyElseHasChanged() {
    etcd.put("/a", "mine");
    EtcdValue read = client().read(ALL).values().get("/a");

    assertFalse(client().replace("/a", read.modRevision() - 1, Optional.empty()).done());
    assertTrue(client().replace("/a", read.modRevision(), Optional.empty()).done());
    assertNull(etcd.value("/a"));
  }

  @Test
  void shouldKnowItsOwnReplacementWhoseAnswerWasLost() {
    etcd.put("/a", "1");
    EtcdValue read = client().read(ALL).values().get("/a");
    etcd.loseAnswers(1);

    EtcdReplacement replaced = client().replace("/a", read.modRevision(), Optional.of("2"));

    assertTrue(replaced.done());
    assertEquals(client().read(ALL).values().get("/a").modRevision(), replaced.revision());
    etcd.loseAnswers(1);
    EtcdReplacement deleted = client().replace("/a", replaced.revision(), Optional.empty());
    assertTrue(deleted.done());
    assertEquals(replaced.revision() + 1, deleted.revision());
  }

  @Test
  void shouldNotTakeWhatSomebodyElseHasDoneForItsOwn() {
    etcd.put("/a", "1");
    EtcdValue read = client().read(ALL).values().get("/a");
    etcd.put("/a", "2");
    assertFalse(client().replace("/a", read.modRevision(), Optional.of("2")).done());

    etcd.delete("/a");
    EtcdReplacement late = client().replace("/a", read.modRevision(), Optional.empty());
    assertFalse(late.done());
    assertEquals(Optional.empty(), late.found());
  }

  /** A connector's status of before must not count as the answer to it. */
  @Test
  void shouldTellNoRevisionBeforeADeletionWhoseAnswerWasLost() {
    etcd.put("/a", "1");
    EtcdValue read = client().read(ALL).values().get("/a");
    etcd.put("/b", "1");
    long last = client().read(ALL).values().get("/b").modRevision();
    etcd.loseAnswers(1);

    EtcdReplacement deleted = client().replace("/a", read.modRevision(), Optional.empty());
    assertTrue(deleted.done());
    assertEquals(last + 1, deleted.revision());
  }

  /** What somebody may have written beside it must not stop those who look at a whole fleet. */
  @Test
  void shouldNameWhatIsNotTextOrRefuseToReadAsIsAsked() throws Exception {
    etcd.put("/a", "1");
    etcd.putNotText("/b");
    etcd.putNotText("/c");
    EtcdClient client = client();

    EtcdSnapshot any = client.readAny(ALL);
    assertEquals(Set.of("/a"), any.values().keySet());
    assertEquals(Set.of("/b", "/c"), any.notText().keySet());
    for (Executable strict :
        List.<Executable>of(() -> client.read(ALL), () -> client.readOnce(ALL))) {
      EtcdException refused = assertThrows(EtcdException.class, strict);
      assertFalse(refused.isUnavailable());
      assertEquals(
          "etcd at [http://etcd:2379] holds bytes that are not UTF-8 in the name or the value of"
              + " /b, /c. Write it again as UTF-8 text, or delete it.",
          refused.getMessage());
    }
    assertEquals(1, etcd.connects());
  }

  @Test
  void shouldFollowWhatIsNotTextOrSayThatItCannotAsIsAsked() throws Exception {
    etcd.putNotText("/b");
    RecordingListener any = new RecordingListener();
    RecordingListener text = new RecordingListener();
    EtcdClient client = client();
    client.subscribeAny(ALL, any);
    client.subscribe(ALL, text);

    assertEquals(Map.of(), any.next());
    assertTrue(text.nextOutage().getMessage().contains("not UTF-8 in the name or the value of /b"));
    assertEquals(List.of(), text.unread());
    etcd.putNotText("/c");
    assertEquals(Map.of(), any.next());
    etcd.put("/b", "1");
    etcd.put("/c", "2");
    assertEquals(Map.of("/b", "1", "/c", "2"), text.next());
    client.close();
  }
}
