package io.sluice.config.etcd;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Finds out which of several ranges may not be read. etcd refuses a request for all of them because
 * of one, and does not tell which.
 */
final class DeniedRanges {

  private DeniedRanges() {}

  /**
   * Reads them, and asks for each alone if that is denied.
   *
   * @param limit for all of that
   * @throws EtcdException that names just those that are denied, where some are
   */
  static EtcdSnapshot read(
      EtcdConnection connection, Collection<EtcdRange> ranges, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      return connection.read(ranges, limit);
    } catch (EtcdException failure) {
      if (ranges.size() > 1 && failure.isDenied()) {
        List<EtcdRange> denied =
            ranges.stream().filter(range -> isDenied(connection, range, end, failure)).toList();
        if (!denied.isEmpty()) {
          connection.readModRevisions(denied, left(end, failure));
        }
      }
      throw failure;
    }
  }

  private static boolean isDenied(
      EtcdConnection connection, EtcdRange range, long end, EtcdException failure) {
    Duration left = left(end, failure);
    try {
      connection.readModRevisions(List.of(range), left);
      return false;
    } catch (EtcdException alone) {
      if (alone.isUnavailable()) {
        throw alone;
      }
      return alone.isDenied();
    }
  }

  /** What is left of the time; where nothing is, what etcd said of all of them has to do. */
  private static Duration left(long end, EtcdException failure) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw failure;
    }
    return Duration.ofNanos(left);
  }
}
