package io.sluice.config.etcd;

import io.etcd.jetcd.KeyValue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decodes what etcd holds, which is bytes. Whoever may write one key may write anything there, so a
 * pair that is not UTF-8 costs only those who need it; replacing bad bytes would silently change
 * it.
 */
final class EtcdPairs {

  private EtcdPairs() {}

  static EtcdSnapshot snapshot(long revision, List<KeyValue> pairs) {
    SortedMap<String, EtcdValue> values = new TreeMap<>();
    SortedMap<String, NotText> notText = new TreeMap<>();
    for (KeyValue pair : pairs) {
      Optional<String> key = text(pair.getKey().getBytes());
      Optional<String> value = text(pair.getValue().getBytes());
      if (key.isPresent() && value.isPresent()) {
        values.put(key.get(), new EtcdValue(value.get(), pair.getModRevision()));
      } else {
        notText.merge(name(pair), notText(pair, key.isPresent()), EtcdPairs::newer);
      }
    }
    return new EtcdSnapshot(revision, values, notText);
  }

  private static NotText newer(NotText one, NotText other) {
    return one.modRevision() >= other.modRevision() ? one : other;
  }

  private static NotText notText(KeyValue pair, boolean nameIsText) {
    if (!nameIsText) {
      return new NotText(pair.getModRevision(), 0, 0);
    }
    byte[] value = pair.getValue().getBytes();
    CharBuffer text = CharBuffer.allocate(value.length);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value), text, true);
    String before = text.flip().toString();
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return new NotText(pair.getModRevision(), line, column);
  }

  /** As {@link EtcdSnapshot#modRevisions} of the same pairs. */
  static SortedMap<String, Long> modRevisions(List<KeyValue> pairs) {
    SortedMap<String, Long> revisions = new TreeMap<>();
    pairs.forEach(pair -> revisions.merge(name(pair), pair.getModRevision(), Math::max));
    return revisions;
  }

  private static String name(KeyValue pair) {
    byte[] key = pair.getKey().getBytes();
    return text(key).orElseGet(() -> escaped(key));
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  /** As the shell's {@code $'…'} takes it. */
  private static String escaped(byte[] bytes) {
    StringBuilder name = new StringBuilder();
    for (byte next : bytes) {
      if (next >= ' ' && next < 0x7f) {
        name.append((char) next);
      } else {
        name.append(String.format("\\x%02x", next));
      }
    }
    return name.toString();
  }
}
