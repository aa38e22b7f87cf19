package io.sluice.connect.elasticsearch.offset;

import java.util.Arrays;

/**
 * The offsets of one Kafka partition that were taken and not yet finished, and with them the offset
 * up to which everything is finished.
 *
 * <p>A ring of longs in the order of arrival. Each offset gets a sequence number, which is its
 * place in the ring; a finished offset is stored as its complement, so that it is negative; the
 * head moves past finished offsets. Every operation is constant time and allocates nothing, but for
 * the doubling of the ring.
 */
public final class PartitionOffsets {

  private static final int INITIAL_CAPACITY = 1024;

  private long[] ring = new long[INITIAL_CAPACITY];
  private long head;
  private long tail;
  private long last = -1;

  /**
   * Takes an offset.
   *
   * @return its sequence number, by which it is finished
   */
  public long add(long offset) {
    if (offset <= last) {
      throw new IllegalArgumentException("offset " + offset + " does not follow " + last);
    }
    return append(offset);
  }

  /**
   * Takes the offset last taken once more, for a record of several parts: it is pending until each
   * of them is finished.
   *
   * @return the part's own sequence number
   */
  public long addAgain() {
    if (last < 0) {
      throw new IllegalStateException("no offset was taken yet");
    }
    return append(last);
  }

  private long append(long offset) {
    if (tail - head == ring.length) {
      grow();
    }
    ring[slot(tail)] = offset;
    last = offset;
    return tail++;
  }

  /** Finishes the offset of this sequence number. Each is finished once. */
  public void finish(long sequence) {
    if (sequence < head || sequence >= tail || ring[slot(sequence)] < 0) {
      throw new IllegalStateException("sequence " + sequence + " is not pending");
    }
    ring[slot(sequence)] = ~ring[slot(sequence)];
    while (head < tail && ring[slot(head)] < 0) {
      head++;
    }
  }

  /** The offset of a pending sequence number. */
  public long offset(long sequence) {
    long stored = ring[slot(sequence)];
    return stored < 0 ? ~stored : stored;
  }

  public boolean hasPending() {
    return head < tail;
  }

  /** The lowest offset that is not finished; only where {@link #hasPending()}. */
  public long lowestPending() {
    if (!hasPending()) {
      throw new IllegalStateException("nothing is pending");
    }
    return ring[slot(head)];
  }

  /** The highest offset ever taken, or -1. */
  public long last() {
    return last;
  }

  private int slot(long sequence) {
    return (int) sequence & (ring.length - 1);
  }

  private void grow() {
    long[] old = ring;
    int from = slot(head);
    long[] grown = Arrays.copyOf(old, old.length * 2);
    // In the larger ring the same sequence numbers fall on other slots.
    for (int i = 0; i < old.length; i++) {
      long sequence = head + i;
      grown[(int) sequence & (grown.length - 1)] = old[(from + i) & (old.length - 1)];
    }
    ring = grown;
  }
}
