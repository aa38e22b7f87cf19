package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class LineOffsetTest {

  private int made;

  /** Connect does so with each record, where exactly-once support is on. */
  @Test
  void shouldNotBeMadeWhenRecordsAreKeptByWhatIsInThem() {
    Map<SourceRecord, Long> kept = new HashMap<>();
    for (long position = 0; position < 1000; position++) {
      kept.put(record(offset(position)), position);
    }

    assertEquals(1000, kept.size());
    assertEquals(0, made);
  }

  @Test
  void shouldEqualAnotherOfTheSamePosition() {
    assertEquals(offset(5), offset(5));
    assertEquals(offset(5).hashCode(), offset(5).hashCode());
    assertNotEquals(offset(5), offset(6));
    assertEquals(Map.of("position", 5L, "epoch", 1L), offset(5));
  }

  private LineOffset offset(long position) {
    return new LineOffset(this::make, position, null);
  }

  private FilePosition make(long position, Anchor anchor) {
    made++;
    return new FilePosition(position, null, null, null, null, 1, Rotation.NONE);
  }

  private static SourceRecord record(Map<String, ?> offset) {
    return new SourceRecord(
        Map.of("path", "/a"), offset, "topic", Schema.BYTES_SCHEMA, new byte[] {1});
  }
}
