package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final String BEGINS = "does not take requests";
  private static final IOException DOWN = new ConnectException("refused");

  private final TaskFailure failure = new TaskFailure();
  private final Outage outage =
      new Outage(
          new Backoff(Duration.ofMillis(10), Duration.ofMillis(10), () -> 0),
          new RetryTimeout(Optional.empty(), failure));
  private final CapturedLog log = new CapturedLog();
  private long now;

  @BeforeEach
  void captureTheLog() {
    log.start();
  }

  @AfterEach
  void restoreTheLog() {
    log.close();
  }

  @Test
  void shouldLogOnceWhileTheCauseStaysTheSame() {
    for (int i = 0; i < 5; i++) {
      unanswered(DOWN);
    }
    assertEquals(1, log.lines("requests: It failed: java.net.ConnectException: refused").size());
    assertEquals(1, log.lines(BEGINS).size());
  }

  @Test
  void shouldLogAgainWhenTheCauseChanges() {
    unanswered(DOWN);
    unanswered(new CompletionException(new SSLHandshakeException("no trusted certificate")));
    assertEquals(1, log.lines("still " + BEGINS).size());
    assertEquals(1, log.lines("SSLHandshakeException: no trusted certificate").size());
    unanswered(new IOException("over", new IllegalStateException("under")));
    unanswered(new IOException("over", new ArithmeticException("deep under")));
    assertEquals(4, log.lines(BEGINS).size(), "it is the root of the cause that counts");
  }

  @Test
  void shouldNotLogAgainWhatTheOutageWasPutDownToBefore() {
    for (int i = 0; i < 5; i++) {
      unanswered(DOWN);
      now += 100;
      outage.failed(now, "status 503");
    }
    assertEquals(2, log.lines(BEGINS).size());
  }

  @Test
  void shouldLogTheSameCauseOfTheNextOutage() {
    unanswered(DOWN);
    outage.answered(now);
    unanswered(DOWN);
    assertEquals(2, log.lines(BEGINS).size());
  }

  @Test
  void shouldCutTheTextOfACause() {
    unanswered(new IOException("x".repeat(100_000)));
    assertTrue(log.lines(BEGINS).get(0).length() < 1300);
    unanswered(new IllegalStateException("y".repeat(100_000)));
    Throwable thrown = assertThrows(RuntimeException.class, failure::throwIfSet);
    assertTrue(thrown.getMessage().length() < 1300);
  }

  private void unanswered(Throwable thrown) {
    now += 100;
    outage.unanswered(now, "It failed", thrown, failure);
  }
}
