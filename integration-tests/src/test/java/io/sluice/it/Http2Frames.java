package io.sluice.it;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a server sends over HTTP/2, as frames (RFC 9113, section 4.1): those of some streams can be
 * kept back, while the connection and its other streams go on.
 */
final class Http2Frames {

  private static final int HEADER = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int END_STREAM = 1;

  /** How many messages came on each stream that is open; the answer to a request is one. */
  private final Map<Integer, Integer> messages = new HashMap<>();

  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger keptBack;

  /**
   * @param keptBack counts the frames that are
   */
  Http2Frames(AtomicInteger keptBack) {
    this.keptBack = keptBack;
  }

  /** Passes on what there is, until either end closes. */
  void copy(InputStream from, OutputStream to) throws IOException {
    DataInputStream in = new DataInputStream(from);
    byte[] header = new byte[HEADER];
    while (true) {
      try {
        in.readFully(header);
      } catch (EOFException closed) {
        return;
      }
      int length = number(header, 0, 3);
      byte[] frame = new byte[HEADER + length];
      System.arraycopy(header, 0, frame, 0, HEADER);
      in.readFully(frame, HEADER, length);
      if (passes(header[3], header[4], number(header, 5, 4))) {
        to.write(frame);
      }
    }
  }

  private static int number(byte[] bytes, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  private synchronized boolean passes(int type, int flags, int stream) {
    if (silent.contains(stream)) {
      keptBack.incrementAndGet();
      return false;
    }
    if (type == DATA) {
      messages.merge(stream, 1, Integer::sum);
    }
    if (type == RST_STREAM || (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
      messages.remove(stream);
    }
    return true;
  }

  /**
   * Keeps back from now on what comes on those streams that have told of several things so far.
   *
   * @return how many streams are silent
   */
  synchronized int silenceWatches() {
    messages.forEach(
        (stream, count) -> {
          if (count > 1) {
            silent.add(stream);
          }
        });
    return silent.size();
  }
}
