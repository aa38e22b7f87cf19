package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BulkSinkCredentialsTest extends BulkSinkFixture {

  private static final BulkResponse UNAUTHORIZED = BulkResponse.refused(401, ErrorCause.UNKNOWN);

  private int reads;
  private boolean accepting = true;

  @Test
  void shouldSendAgainWithOtherCredentialsOnceThereAreSome() {
    startAccepted();
    accepting = false;
    credentials = () -> ++reads == 3 && (accepting = true);
    sink.put(records(10, 20));
    repeat(3);
    assertEquals(20, preCommit(T0, 20));
    assertEquals(3, reads);
    assertEquals(1, log.lines("are others by now").size());
    assertEquals(1, log.lines("accepts the credentials again").size());
  }

  @Test
  void shouldTakeCredentialsThatElasticsearchThinksBetterOf() {
    startAccepted();
    accepting = false;
    sink.put(records(10, 20));
    repeat(1);
    accepting = true;
    repeat(1);
    assertEquals(20, preCommit(T0, 20));
  }

  @Test
  void shouldFailWhenTheyStayRefused() {
    startAccepted();
    accepting = false;
    sink.put(records(10, 20));
    repeat((int) CredentialWatch.PATIENCE.toSeconds() / 10 - 1);
    String message =
        failureOf(
            () -> {
              repeat(2);
            });
    assertTrue(message.contains("has refused the credentials for 300 s"), message);
    assertTrue(message.contains("connection.password"), message);
    assertEquals(10, preCommit(T0, 20));
  }

  @Test
  void shouldFailSoonerWhereTheyWereNeverAcceptedAndAreTheSame() {
    accepting = false;
    startAnswering().put(records(0, 10));
    repeat((int) CredentialWatch.FIRST_PATIENCE.toSeconds() / 10 - 1);
    String message = failureOf(() -> repeat(2));
    assertTrue(message.contains("has refused the credentials for 60 s"), message);
    assertTrue(message.contains("connection.password"), message);
    assertEquals(0, preCommit(T0, 10));
  }

  @Test
  void shouldWaitForAnElasticsearchThatDoesNotKnowItsUsersYet() {
    accepting = false;
    startAnswering().put(records(0, 10));
    repeat(4);
    accepting = true;
    repeat(1);
    assertEquals(10, preCommit(T0, 10));
  }

  @Test
  void shouldNotGiveUpOverAnswersToWhatWasSentWithTheOldOnes() {
    transport.hold = true;
    accepting = false;
    credentials = () -> ++reads == 1;
    startAnswering().put(records(0, 20));
    assertEquals(2, transport.unanswered.size());
    transport.hold = false;
    transport.answerAll();
    sink.put(List.of());
    accepting = true;
    repeat(2);
    assertEquals(20, preCommit(T0, 20));
  }

  @Test
  void shouldWaitForWhoeverServesThem() {
    accepting = false;
    credentials =
        () -> {
          if (++reads < 4) {
            throw new ConfigException("etcd is away");
          }
          accepting = true;
          return true;
        };
    startAnswering().put(records(0, 10));
    repeat(5);
    assertEquals(10, preCommit(T0, 10));
    assertEquals(1, log.lines("cannot be read again").size());
  }

  private void startAccepted() {
    startAnswering().put(records(0, 10));
    sink.put(List.of());
    assertEquals(10, preCommit(T0, 10));
  }

  private BulkSink startAnswering() {
    transport.answers = sent -> accepting ? FakeTransport.allCreated(sent) : UNAUTHORIZED;
    return start();
  }
}
