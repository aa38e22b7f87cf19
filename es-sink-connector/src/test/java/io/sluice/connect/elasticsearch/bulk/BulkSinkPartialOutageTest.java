package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors of the server about a part of the documents: of a shard that is away, or of these
 * documents. Document n is in shard n mod 3.
 */
class BulkSinkPartialOutageTest extends BulkSinkFixture {

  private static final ErrorCause DEFECT = new ErrorCause("null_pointer_exception", "because");

  private final Set<Long> taken = new HashSet<>();
  private LongPredicate refused = offset -> false;
  private long put;

  @BeforeEach
  void ignoreTheMalformed() {
    onMalformed = MalformedDocumentBehavior.IGNORE;
    transport.answers =
        sent -> {
          List<Long> offsets = sent.offsets();
          List<ItemFailure> failures = new ArrayList<>();
          for (int i = 0; i < offsets.size(); i++) {
            if (refused.test(offsets.get(i))) {
              failures.add(new ItemFailure(i, 500, DEFECT));
            } else {
              taken.add(offsets.get(i));
            }
          }
          return new BulkResponse(200, offsets.size(), failures, ErrorCause.UNKNOWN);
        };
  }

  @ParameterizedTest
  @EnumSource(MalformedDocumentBehavior.class)
  void shouldNotTakeForASignWhatIsTakenWhenItIsSentAgain(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    context.reporter = (record, error) -> new CompletableFuture<>();
    start();
    refused = offset -> true;
    putMoreFor(1, 18);
    putMoreFor(50, 0);
    refused = offset -> offset % 3 != 0;
    putMoreFor(20, 0);
    refused = offset -> offset % 3 == 2;
    putMoreFor(60, 0);
    assertEquals(2, preCommit(T0, put), "the last of three shards is away");
    refused = offset -> false;
    putMoreFor(20, 0);
    assertEquals(18, preCommit(T0, put));
    assertEquals(all(), taken);
  }

  @Test
  void shouldWaitUntilEnoughOthersAreTaken() {
    start();
    refused = offset -> offset == 0;
    putMoreFor(1, 1);
    putMoreFor(60, 0);
    putMoreFor(TargetAnswers.MIN_TAKEN - 1, 1);
    putMoreFor(20, 0);
    assertEquals(0, preCommit(T0, put), "each of them may be for another shard");
    putMoreFor(1, 1);
    putMoreFor(20, 0);
    assertEquals(put, preCommit(T0, put));
  }

  @Test
  void shouldNotTakeForASecondSignWhatIsTakenWhenItIsSentAgain() {
    batchSize = 1000;
    start();
    refused = offset -> offset == 2;
    putMoreFor(1, 5);
    putMoreFor(30, 0);
    putMoreFor(1, 100);
    putMoreFor(1, 0);
    refused = offset -> true;
    putMoreFor(5, 1);
    putMoreFor(1, 0);
    refused = offset -> offset % 3 == 2;
    putMoreFor(60, 0);
    assertEquals(2, preCommit(T0, put), "others were taken at their first try only once");
    putMoreFor(20, 0);
    refused = offset -> offset == 2;
    putMoreFor(30, 10);
    assertEquals(put, preCommit(T0, put));
    Set<Long> others = all();
    others.remove(2L);
    assertEquals(others, taken);
  }

  @ParameterizedTest
  @EnumSource(MalformedDocumentBehavior.class)
  void shouldWaitForAShardThatIsAwayWhileOthersTakeDocuments(MalformedDocumentBehavior behavior) {
    onMalformed = behavior;
    batchSize = 100;
    start();
    putMoreFor(30, 2);
    refused = offset -> offset % 3 == 0;
    putMoreFor(120, 2);
    assertEquals(60, preCommit(T0, put));
    refused = offset -> false;
    putMoreFor(20, 2);
    assertEquals(put, preCommit(T0, put));
    assertEquals(all(), taken);
  }

  @Test
  void shouldWaitForATargetThatComesBackShardByShardWhileDocumentsFollow() {
    batchSize = 1000;
    start();
    putMoreFor(30, 3);
    refused = offset -> true;
    putMoreFor(30, 3);
    refused = offset -> offset % 3 != 0;
    putMoreFor(40, 3);
    refused = offset -> offset % 3 == 2;
    putMoreFor(40, 3);
    refused = offset -> false;
    putMoreFor(20, 3);
    assertEquals(put, preCommit(T0, put));
    assertEquals(all(), taken);
  }

  @Test
  void shouldPassOverADocumentThatIsToBlameWhenTheShardsAreBack() {
    batchSize = 1000;
    start();
    refused = offset -> offset == 7 || offset % 3 == 2;
    putMoreFor(240, 3);
    assertEquals(2, preCommit(T0, put));
    refused = offset -> offset == 7;
    putMoreFor(30, 3);
    assertEquals(7, preCommit(T0, put), "too many were refused at its time");
    putMoreFor(2 * FirstTries.WINDOW / 3 + 20, 3);
    assertEquals(put, preCommit(T0, put));
    Set<Long> others = all();
    others.remove(7L);
    assertEquals(others, taken);
  }

  @Test
  void shouldWaitForAShardThatIsAwayWhereItsKeysAreHeldBack() {
    operations = byKey(WriteMethod.INDEX);
    batchSize = 1000;
    Set<String> indexed = refuseKeys(key -> key % 10 % 3 == 0 && key % 10 < 9);
    start();
    Set<String> documents = new HashSet<>();
    for (int second = 0; second < 90; second++) {
      if (second == 60) {
        refused = key -> false;
      }
      List<SinkRecord> records = new ArrayList<>();
      // Forty keys, twelve of them in the shard that is away.
      for (int n = 0; n < 10; n++, put++) {
        String document = "{\"n\":" + put + "}";
        documents.add(document);
        records.add(keyed(put, "k" + (put * 7 % 40 + 10), document));
      }
      time.now += 1000;
      sink.put(records);
      sink.put(List.of());
    }
    assertEquals(put, preCommit(T0, put));
    assertEquals(documents, indexed);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 80, 300})
  void shouldWaitForAShardThatIsAwayWhereOthersOfABurstWereHeldBack(int seconds) {
    operations = byKey(WriteMethod.UPSERT);
    batchSize = 500;
    Set<String> indexed = refuseKeys(key -> key % 3 == 0);
    start();
    // Each of 300 keys ten times, of which all but the first are held, and new ones among these.
    List<SinkRecord> burst = new ArrayList<>();
    for (int n = 0; n < 3000; n++) {
      burst.add(keyed(++put, "k" + (n < 1000 || n % 20 != 0 ? n % 300 : n), "{\"n\":" + n + "}"));
    }
    sink.put(burst);
    for (int second = 0; second < seconds + 30; second++) {
      if (second == seconds) {
        refused = key -> false;
      }
      time.now += 1000;
      sink.put(List.of(keyed(++put, "k" + (10_000 + second), "{\"n\":" + (10_000 + second) + "}")));
      sink.put(List.of());
    }
    linger();
    assertEquals(3000 + seconds + 30, indexed.size());
    assertEquals(put + 1, preCommit(T0, put + 1));
  }

  @Test
  void shouldPassOverNothingOfAShardThatIsAwayWhereOneOfItsKeysComesOften() {
    onMalformed = MalformedDocumentBehavior.WARN;
    operations = byKey(WriteMethod.INDEX);
    batchSize = 1000;
    refuseKeys(key -> key % 3 == 0);
    start();
    String message =
        failureOf(
            () -> {
              for (int second = 0; second < 60; second++) {
                List<SinkRecord> records = new ArrayList<>();
                for (int n = 0; n < 100; n++, put++) {
                  records.add(keyed(put, "k" + (n % 10 == 0 ? 0 : put), "{}"));
                }
                time.now += 1000;
                sink.put(records);
                sink.put(List.of());
              }
            });
    assertTrue(message.contains("later ones with its id wait for it"), message);
    assertEquals(List.of(), log.lines("passed over"));
  }

  @Test
  void shouldNotCountWhatWasTakenOfPartitionsThatWereRevoked() {
    batchSize = 1000;
    refused = offset -> offset % 3 == 0;
    start();
    putMoreFor(20, 3);
    transport.hold = true;
    sink.put(LongStream.range(0, 999).mapToObj(n -> record(T1, n, "{\"n\":1}")).toList());
    linger();
    sink.close(List.of(T1));
    transport.hold = false;
    transport.answerAll();
    putMoreFor(60, 3);
    assertEquals(0, preCommit(T0, put));
    refused = offset -> false;
    putMoreFor(20, 3);
    assertEquals(put, preCommit(T0, put));
    assertTrue(taken.containsAll(all()));
  }

  @Test
  void shouldCountThoseHeldBehindADocumentOnceHoweverManyOfItsIdAreRefusedWithIt() {
    onMalformed = MalformedDocumentBehavior.WARN;
    operations = byKey(WriteMethod.INDEX);
    batchSize = 100;
    Set<String> indexed = refuseKeys(key -> key == 0);
    start();
    transport.hold = true;
    sink.put(List.of(keyed(0, "k0", "{}"), keyed(1, "k0", "{}"), keyed(2, "k0", "{}")));
    linger();
    for (put = 3; put < 23; put++) {
      sink.put(List.of(keyed(put, "k0", "{}")));
    }
    transport.hold = false;
    transport.answerAll();
    for (int second = 0; second < 50; second++) {
      List<SinkRecord> records = new ArrayList<>();
      for (int n = 0; n < 5; n++, put++) {
        records.add(keyed(put, "k" + put, "{\"n\":" + put + "}"));
      }
      time.now += 1000;
      sink.put(records);
      sink.put(List.of());
    }
    linger();
    assertEquals(250, indexed.size());
    assertEquals(1, log.lines("offset 0 cannot be indexed").size());
  }

  @Test
  void shouldPassOverAFewThatFillTheBufferWhereMostWereTaken() {
    start();
    refused = offset -> offset % 20 == 13;
    catchUp(120);
    assertTrue(put > 1000, "it goes on: " + put);
    putMoreFor(60, 10);
    assertTrue(preCommit(T0, put) > 1000, "of " + put + ": " + preCommit(T0, put));
    assertEquals(
        Set.of(),
        LongStream.range(0, preCommit(T0, put))
            .filter(offset -> offset % 20 != 13 && !taken.contains(offset))
            .boxed()
            .collect(Collectors.toSet()));
  }

  @Test
  void shouldFailWhereDocumentsOfAShardThatIsAwayFillTheBuffer() {
    start();
    putMoreFor(30, 10);
    refused = offset -> offset % 2 == 1;
    String message = failureOf(() -> catchUp(120));
    assertTrue(message.contains("fill the buffer"), message);
    assertEquals(301, preCommit(T0, put), "none of them is passed over");
  }

  @Test
  void shouldCountThoseThatAreRefusedBesideADocument() {
    onMalformed = MalformedDocumentBehavior.WARN;
    start();
    refused = offset -> offset < 50;
    sink.put(records(0, 110));
    assertFalse(context.paused.isEmpty());
    String message = failureOf(() -> putMoreFor(80, 0));
    assertTrue(message.contains("fill the buffer"), message);
    assertEquals(List.of(), log.lines("passed over"));
  }

  /** Refuses documents by the numbers of their keys, and gives those that are taken. */
  private Set<String> refuseKeys(LongPredicate keys) {
    refused = keys;
    Set<String> indexed = new HashSet<>();
    transport.answers =
        sent -> {
          BulkResponse response =
              FakeTransport.failingWhere(sent, action -> refused.test(key(action)), 500, DEFECT);
          Set<Integer> failed =
              response.failures().stream().map(ItemFailure::position).collect(Collectors.toSet());
          for (int i = 0; i < sent.documents.size(); i++) {
            if (!failed.contains(i)) {
              indexed.add(sent.documents.get(i));
            }
          }
          return response;
        };
    return indexed;
  }

  private static long key(String action) {
    int start = action.indexOf("\"k") + 2;
    return Long.parseLong(action.substring(start, action.indexOf('"', start)));
  }

  /** So many documents in each of so many seconds. */
  private void putMoreFor(int seconds, int each) {
    for (int i = 0; i < seconds; i++) {
      time.now += 1000;
      sink.put(records(put, put + each));
      put += each;
      sink.put(List.of());
    }
  }

  /** As many documents as are taken. */
  private void catchUp(int seconds) {
    long end = time.now + seconds * 1000L;
    while (time.now < end) {
      boolean paused = !context.paused.isEmpty();
      sink.put(records(put, paused ? put : put + 10));
      put += paused ? 0 : 10;
      time.now += paused ? 100 : 1;
    }
  }

  private Set<Long> all() {
    return LongStream.range(0, put).boxed().collect(Collectors.toSet());
  }
}
