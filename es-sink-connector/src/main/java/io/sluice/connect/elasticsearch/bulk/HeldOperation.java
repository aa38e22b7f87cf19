package io.sluice.connect.elasticsearch.bulk;

import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * An operation that waits for an earlier one on the same id.
 *
 * @param lines its two lines, as they go into a body
 * @param record null where it is not needed any more
 * @param refusedSince when it was first refused by itself, or {@link BulkBatch#NEVER}
 * @param triesBefore what its target had answered before it met an error of the server, or null
 */
record HeldOperation(
    byte[] lines,
    SourcePartition partition,
    long sequence,
    Target target,
    SinkRecord record,
    long refusedSince,
    TriesBefore triesBefore) {

  /** The operation at this place in a batch. */
  static HeldOperation of(BulkBatch batch, int i) {
    int start = batch.start(i);
    return new HeldOperation(
        Arrays.copyOfRange(batch.body().array(), start, start + batch.length(i)),
        batch.partition(i),
        batch.sequence(i),
        batch.target(i),
        batch.record(i),
        batch.refusedSince(i),
        batch.triesBefore(i));
  }
}
