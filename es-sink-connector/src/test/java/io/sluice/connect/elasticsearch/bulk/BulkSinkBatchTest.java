package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes into a request, and when it is sent. */
class BulkSinkBatchTest extends BulkSinkFixture {

  @Test
  void shouldWriteOneActionAndOneDocumentLinePerRecord() {
    start().put(List.of(record(T1, 7, "{\"a\":\n1}")));
    linger();
    assertEquals(
        List.of("{\"create\":{\"_index\":\"t\",\"_id\":\"t+1+7\"}}"),
        transport.requests.get(0).actions);
    assertEquals(List.of("{\"a\": 1}"), transport.requests.get(0).documents);
  }

  @Test
  void shouldSendABatchWhenItHasItsSize() {
    start().put(records(0, 25));
    assertEquals(2, transport.requests.size());
    assertEquals(offsets(0, 20), transport.sentOffsets());
  }

  @Test
  void shouldSendABatchBeforeItHasTooManyBytes() {
    batchBytes = 2048;
    start()
        .put(List.of(record(T0, 0, json(900)), record(T0, 1, json(900)), record(T0, 2, json(900))));
    assertEquals(List.of(0L, 1L), transport.sentOffsets());
    linger();
    assertEquals(offsets(0, 3), transport.sentOffsets());
    assertTrue(transport.requests.stream().allMatch(sent -> sent.bytes <= 2048));
  }

  @Test
  void shouldSendALargeDocumentByItself() {
    batchBytes = 2048;
    start()
        .put(List.of(record(T0, 0, json(10)), record(T0, 1, json(5000)), record(T0, 2, json(10))));
    linger();
    assertEquals(
        List.of(1, 1, 1), transport.requests.stream().map(sent -> sent.actions.size()).toList());
    assertEquals(offsets(0, 3), transport.sentOffsets());
  }

  @Test
  void shouldSendAPartialBatchWhenItHasLingered() {
    start().put(records(0, 3));
    assertEquals(0, transport.requests.size());
    assertEquals(LINGER, context.timeout, "Connect is to call again in time");
    time.now += LINGER - 1;
    sink.put(List.of());
    assertEquals(0, transport.requests.size());
    time.now += 1;
    sink.put(List.of());
    assertEquals(offsets(0, 3), transport.sentOffsets());
  }

  @Test
  void shouldNotHaveMoreRequestsInFlightThanAllowed() {
    transport.hold = true;
    start().put(records(0, 39));
    assertEquals(2, transport.requests.size());
    transport.answerNext();
    sink.put(List.of());
    assertEquals(3, transport.requests.size());
  }
}
