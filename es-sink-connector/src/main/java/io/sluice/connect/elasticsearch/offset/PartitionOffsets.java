package io.sluice.connect.elasticsearch.offset;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The offsets of one Kafka partition that were taken and not yet finished, and with them the offset
 * up to which everything is finished.
 *
 * <p>A ring of longs in the order of arrival. Each offset gets a sequence number, which is its
 * place in the ring; a finished offset is stored as its complement, so that it is negative; the
 * head moves past finished offsets. Every operation is constant time and allocates nothing, but for
 * the doubling of the ring.
 *
 * <p>One offset may wait for days, behind a block on its index, while millions after it are
 * finished, and the head cannot move past it. So a large ring that is full of finished offsets does
 * not grow: those few of its older half that are pending are set aside in a map, and the head moves
 * on. Memory then goes by what is pending, and not by how long it has been.
 */
public final class PartitionOffsets {

  private static final int INITIAL_CAPACITY = 1024;

  /** From which on offsets are set aside where a smaller part of the ring than that is pending. */
  private static final int LARGE_CAPACITY = 64 * 1024;

  private static final int PENDING_PART = 4;

  /** The offsets of pending sequence numbers before the head. */
  private final SortedMap<Long, Long> setAside = new TreeMap<>();

  private long[] ring = new long[INITIAL_CAPACITY];
  private long head;
  private long tail;
  private long last = -1;

  /** How many in the ring are not finished. */
  private int pending;

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
      makeRoom();
    }
    ring[slot(tail)] = offset;
    pending++;
    last = offset;
    return tail++;
  }

  /** Finishes the offset of this sequence number. Each is finished once. */
  public void finish(long sequence) {
    if (sequence < head && setAside.remove(sequence) != null) {
      return;
    }
    if (sequence < head || sequence >= tail || ring[slot(sequence)] < 0) {
      throw new IllegalStateException("sequence " + sequence + " is not pending");
    }
    ring[slot(sequence)] = ~ring[slot(sequence)];
    pending--;
    skipFinished();
  }

  private void skipFinished() {
    while (head < tail && ring[slot(head)] < 0) {
      head++;
    }
  }

  /** The offset of a pending sequence number. */
  public long offset(long sequence) {
    Long aside = sequence < head ? setAside.get(sequence) : null;
    if (aside != null) {
      return aside;
    }
    long stored = ring[slot(sequence)];
    return stored < 0 ? ~stored : stored;
  }

  public boolean hasPending() {
    return head < tail || !setAside.isEmpty();
  }

  /** The lowest offset that is not finished; only where {@link #hasPending()}. */
  public long lowestPending() {
    if (!hasPending()) {
      throw new IllegalStateException("nothing is pending");
    }
    return setAside.isEmpty() ? ring[slot(head)] : setAside.get(setAside.firstKey());
  }

  /** The highest offset ever taken, or -1. */
  public long last() {
    return last;
  }

  private int slot(long sequence) {
    return (int) sequence & (ring.length - 1);
  }

  private void makeRoom() {
    if (ring.length >= LARGE_CAPACITY && pending < ring.length / PENDING_PART) {
      setAsideOlderHalf();
    } else {
      grow();
    }
  }

  private void setAsideOlderHalf() {
    for (long end = head + ring.length / 2; head < end; head++) {
      long stored = ring[slot(head)];
      if (stored >= 0) {
        setAside.put(head, stored);
        pending--;
      }
    }
    skipFinished();
  }

  /** The places that it takes, for as long as what is pending does not need more. */
  int capacity() {
    return ring.length;
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
