package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtcdPairsTest {

  private static KeyValue pair(String key, String value, long revision) {
    return new KeyValue(
        io.etcd.jetcd.api.KeyValue.newBuilder()
            .setKey(ByteString.copyFrom(key, StandardCharsets.ISO_8859_1))
            .setValue(ByteString.copyFrom(value, StandardCharsets.ISO_8859_1))
            .setModRevision(revision)
            .build(),
        ByteSequence.EMPTY);
  }

  @Test
  void shouldNameWhatIsNotTextBesideWhatIs() {
    List<KeyValue> pairs =
        List.of(pair("/a", "1", 2), pair("/b", "\u00e4", 3), pair("/\u00fc/c", "3", 4));

    EtcdSnapshot snapshot = EtcdPairs.snapshot(7, pairs);

    assertEquals(7, snapshot.revision());
    assertEquals(Map.of("/a", new EtcdValue("1", 2)), snapshot.values());
    assertEquals(
        Map.of("/b", new NotText(3, 1, 1), "/\\xfc/c", new NotText(4, 0, 0)), snapshot.notText());
    assertEquals(EtcdPairs.modRevisions(pairs), snapshot.modRevisions());
  }

  /** Or a subscription would take its watch for dead again and again. */
  @Test
  void shouldTellTheSameRevisionsWhereNamesCannotBeToldApart() {
    List<KeyValue> pairs =
        List.of(pair("\\xfc", "1", 9), pair("\u00fc", "2", 5), pair("\u00fc", "3", 6));

    assertEquals(Map.of("\\xfc", 9L), EtcdPairs.modRevisions(pairs));
    assertEquals(Map.of("\\xfc", 9L), EtcdPairs.snapshot(9, pairs).modRevisions());
  }

  /** Bytes of three: a whole character, a line, one that is cut short by the value's end. */
  @Test
  void shouldTellWhereAValueCeasesToBeText() {
    EtcdSnapshot snapshot =
        EtcdPairs.snapshot(
            9,
            List.of(
                pair("/gbk", "[\n {\"\u00e2\u0082\u00ac\":\"\u00b2\u00e2\"}]", 2),
                pair("/cut", "ab\u00e2\u0082", 3)));

    assertEquals(
        Map.of("/gbk", new NotText(2, 2, 8), "/cut", new NotText(3, 1, 3)), snapshot.notText());
  }
}
