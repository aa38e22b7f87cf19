package io.sluice.connect.elasticsearch.bulk;

import java.time.Duration;
import java.util.Optional;

/**
 * How bulk requests are made up, sent and repeated.
 *
 * @param batchSize the most documents in one request
 * @param batchBytes the most bytes in one request, but for a single document that is larger
 * @param linger how long a request that is not full waits for more
 * @param maxInFlight the most requests under way at once
 * @param retryBackoff the wait before the first repetition
 * @param retryBackoffMax the longest wait before a repetition
 * @param retryTimeout after which what may heal is given up on; none: never
 * @param onNullValues what to do with records without a value
 * @param onMalformedDocuments what to do with records that cannot be indexed
 */
public record BulkSettings(
    int batchSize,
    int batchBytes,
    Duration linger,
    int maxInFlight,
    Duration retryBackoff,
    Duration retryBackoffMax,
    Optional<Duration> retryTimeout,
    NullValueBehavior onNullValues,
    MalformedDocumentBehavior onMalformedDocuments) {

  public BulkSettings {
    if (batchSize < 1 || batchBytes < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
    if (retryBackoffMax.compareTo(retryBackoff) < 0) {
      throw new IllegalArgumentException("the longest backoff is shorter than the first");
    }
  }

  /**
   * How many records may wait here before the consumer is paused: what is under way, one batch to
   * follow it and one that fills.
   */
  int maxBufferedRecords() {
    return Math.multiplyExact(batchSize, maxInFlight + 2);
  }

  /** How many bytes may wait here before the consumer is paused. */
  long maxBufferedBytes() {
    return (long) batchBytes * (maxInFlight + 2);
  }
}
