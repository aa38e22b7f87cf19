package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.Operation;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations on one id end in the state of the last record, whatever is answered: random records,
 * random answers in any order, rebalances in between.
 */
class BulkSinkRandomOrderTest extends BulkSinkFixture {

  private static final String REJECTED = "es_rejected_execution_exception";
  private static final String MALFORMED = "document_parsing_exception";

  @ParameterizedTest
  @CsvSource({
    "INDEX, none",
    "INDEX, offset",
    "INDEX, timestamp",
    "UPSERT, none",
    "CREATE, none",
  })
  void shouldEndInTheStateOfTheLastRecordsWhateverIsAnswered(WriteMethod method, String version) {
    operations = byKey(method, VersionSource.parse(version));
    onMalformed = MalformedDocumentBehavior.IGNORE;
    batchBytes = 400;
    for (int seed = 0; seed < 300; seed++) {
      new RandomRun(seed, method).run();
    }
  }

  /**
   * Random records and random answers, in any order, beside an index to which the records are
   * applied one by one.
   */
  private final class RandomRun {
    final Random random;
    final WriteMethod method;
    final FakeIndex index = new FakeIndex();
    final FakeIndex expected = new FakeIndex();
    final Set<Long> applied = new HashSet<>();
    final List<SinkRecord> records = new ArrayList<>();

    RandomRun(int seed, WriteMethod method) {
      this.random = new Random(seed);
      this.method = method;
    }

    void run() {
      transport.hold = true;
      transport.unanswered.clear();
      transport.requests.clear();
      transport.answers = this::answerAnyhow;
      start();
      int count = 60;
      long next = 0;
      while (next < count) {
        if (random.nextInt(3) > 0) {
          List<SinkRecord> some = new ArrayList<>();
          for (int i = random.nextInt(8); i >= 0 && next < count; i--) {
            if (next == records.size()) {
              records.add(randomRecord(next));
            }
            some.add(records.get((int) next++));
          }
          sink.put(some);
        } else if (random.nextInt(6) == 0) {
          next = rebalance(next);
        } else {
          step();
        }
        assertCommitted(next);
      }
      transport.answers = sent -> answerItems(sent, 0);
      for (int i = 0; i < 1000 && preCommit(T0, count) < count; i++) {
        step();
      }
      assertEquals(count, preCommit(T0, count), "all is committed in the end");
      assertEquals(expected.documents, index.documents);
      assertEquals(0, transport.unanswered.size());
    }

    /** Takes the partition away and gives it back, so that it goes on with what is committed. */
    private long rebalance(long consumed) {
      long committed = preCommit(T0, consumed);
      sink.close(List.of(T0));
      if (random.nextBoolean()) {
        step();
      }
      sink.open(List.of(T0));
      return committed;
    }

    private void step() {
      time.now += random.nextInt(2) * 10_000L;
      if (!transport.unanswered.isEmpty()) {
        List<FakeTransport.Sent> all = new ArrayList<>(transport.unanswered);
        transport.answer(all.get(random.nextInt(all.size())));
      }
      sink.put(List.of());
    }

    private SinkRecord randomRecord(long offset) {
      String key = "k" + random.nextInt(random.nextBoolean() ? 2 : 12);
      boolean deletes = method == WriteMethod.INDEX && random.nextInt(5) == 0;
      boolean malformed = random.nextInt(12) == 0;
      String field = method == WriteMethod.UPSERT ? "f" + random.nextInt(3) : "f";
      String value =
          deletes
              ? null
              : String.format(
                  "{\"offset\":%d,\"%s\":%d,\"bad\":%s}", offset, field, offset, malformed);
      if (deletes || !malformed) {
        expected.apply(
            action(key, deletes), method == WriteMethod.UPSERT ? "{\"doc\":" + value + "}" : value);
      }
      return keyed(offset, key, value);
    }

    /** As the sink would write it, but for versions, which the order is to make unnecessary. */
    private String action(String key, boolean deletes) {
      Operation operation = deletes ? Operation.DELETE : method.operation();
      return "{\"" + operation.name().toLowerCase(Locale.ROOT) + "\":{\"_id\":\"" + key + "\"}}";
    }

    private void assertCommitted(long consumed) {
      long committed = preCommit(T0, consumed);
      for (long offset = 0; offset < committed; offset++) {
        SinkRecord record = records.get((int) offset);
        boolean isDone =
            record.value() == null
                || applied.contains(offset)
                || record.value().toString().contains("\"bad\":true");
        assertTrue(isDone, "offset " + offset + " is committed and not applied");
      }
    }

    private Object answerAnyhow(FakeTransport.Sent sent) {
      switch (random.nextInt(10)) {
        case 0:
          return new IOException("lost on its way there");
        case 1:
          answerItems(sent, 3);
          return new IOException("lost on its way back");
        case 2:
          return BulkResponse.refused(503, ErrorCause.UNKNOWN);
        case 3:
          return sent.actions.size() > 1
              ? BulkResponse.refused(413, ErrorCause.UNKNOWN)
              : answerItems(sent, 0);
        default:
          return answerItems(sent, random.nextInt(5));
      }
    }

    /** Refuses one in so many operations for the time being; 0 for none. */
    private BulkResponse answerItems(FakeTransport.Sent sent, int refusedOneIn) {
      List<ItemFailure> failures = new ArrayList<>();
      for (int i = 0; i < sent.actions.size(); i++) {
        String document = sent.documents.get(i);
        if (refusedOneIn > 0 && random.nextInt(refusedOneIn + 1) == 0) {
          failures.add(new ItemFailure(i, 429, new ErrorCause(REJECTED, "full")));
        } else if (document != null && document.contains("\"bad\":true")) {
          failures.add(new ItemFailure(i, 400, new ErrorCause(MALFORMED, "bad " + i)));
        } else {
          int status = index.apply(sent.actions.get(i), document);
          if (document != null) {
            applied.add(Long.parseLong(document.replaceAll(".*\"offset\":(\\d+).*", "$1")));
          }
          if (status >= 300) {
            failures.add(new ItemFailure(i, status, FakeIndex.errorOf(status)));
          }
        }
      }
      return new BulkResponse(200, sent.actions.size(), failures, ErrorCause.UNKNOWN);
    }
  }
}
