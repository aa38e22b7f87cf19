package io.sluice.connect.elasticsearch.bulk;

/** Records that wait in the buffer, and the bytes that they take up there. */
record Buffered(long records, long bytes) {

  static final Buffered NONE = new Buffered(0, 0);

  /** The records of a batch, and those held behind them. */
  static Buffered withHeld(BulkBatch batch) {
    long records = batch.count();
    long bytes = batch.body().capacity();
    for (int i = 0; i < batch.count(); i++) {
      PendingId id = batch.id(i);
      if (id != null) {
        records += id.heldRecords();
        bytes += id.heldBytes();
      }
    }
    return new Buffered(records, bytes);
  }

  Buffered plus(Buffered other) {
    return new Buffered(records + other.records, bytes + other.bytes);
  }

  /** How much of the buffer it is: 1 is as much as there may be. */
  double share(BulkSettings settings) {
    return Math.max(
        (double) records / settings.maxBufferedRecords(),
        (double) bytes / settings.maxBufferedBytes());
  }
}
