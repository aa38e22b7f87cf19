package io.sluice.connect.filetail.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Reads once through a compressed file, in as many goes as it takes, and says what it is. */
final class GzipScan implements Closeable {

  private static final int STEP = 64 * 1024;

  private record Checks(SpanCheck head, SpanCheck anchor) {}

  private final OpenFile file;
  private final GzipStream stream;
  private final Map<FilePosition, Checks> checks = new LinkedHashMap<>();
  private final byte[] bytes = new byte[STEP];
  private byte[] head = new byte[0];
  private byte[] end = new byte[0];

  /**
   * @param file closed with this
   * @param positions which it may have been read up to, before it was compressed or since
   */
  GzipScan(OpenFile file, GzipStream stream, Collection<FilePosition> positions) {
    this.file = file;
    this.stream = stream;
    for (FilePosition position : positions) {
      checks.put(
          position, new Checks(new SpanCheck(position.head()), new SpanCheck(position.anchor())));
    }
  }

  boolean isOf(FileStat stat, Collection<FilePosition> positions) {
    return file.identity().equals(stat.identity())
        && file.modified().equals(stat.modified())
        && checks.keySet().containsAll(positions);
  }

  Set<FilePosition> positions() {
    return checks.keySet();
  }

  /** Reads the beginning only, as much as {@link HashedSpan#head} covers. */
  byte[] readHead() throws IOException {
    while (head.length < HashedSpan.LONGEST_HEAD && step(HashedSpan.LONGEST_HEAD - head.length)) {
      // a small member may hold less
    }
    return head;
  }

  /**
   * @return whether the end was reached before the time was up
   */
  boolean advance(BooleanSupplier timeIsUp) throws IOException {
    while (step(STEP)) {
      if (timeIsUp.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private boolean step(int most) throws IOException {
    long position = stream.position();
    int count = stream.read(bytes, 0, most);
    if (count < 0) {
      return false;
    }
    if (head.length < HashedSpan.LONGEST_HEAD) {
      int from = head.length;
      head = Arrays.copyOf(head, Math.min(HashedSpan.LONGEST_HEAD, from + count));
      System.arraycopy(bytes, 0, head, from, head.length - from);
    }
    rememberEnd(count);
    for (Checks one : checks.values()) {
      one.head().pass(position, bytes, count);
      one.anchor().pass(position, bytes, count);
    }
    return true;
  }

  private void rememberEnd(int count) {
    int kept = Math.min(end.length, Math.max(0, Anchor.MOST_BYTES - count));
    int added = Math.min(count, Anchor.MOST_BYTES);
    byte[] joined = Arrays.copyOfRange(end, end.length - kept, end.length + added);
    System.arraycopy(bytes, count - added, joined, kept, added);
    end = joined;
  }

  /** What is wrong with what was read so far; null where nothing is. */
  GzipDamage damage() {
    return stream.damage();
  }

  /** To be asked once, at the end. */
  GzipFacts facts() {
    Map<FilePosition, Boolean> answers = new HashMap<>();
    checks.forEach(
        (position, check) ->
            answers.put(
                position,
                stream.position() >= position.leastSize()
                    && check.head().isPassed()
                    && check.anchor().isPassed()));
    return new GzipFacts(
        stream.position(),
        head,
        end,
        stream.members(),
        stream.originalTime(),
        stream.damage(),
        answers);
  }

  @Override
  public void close() throws IOException {
    stream.close();
    file.close();
  }
}
