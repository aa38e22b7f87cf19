package io.sluice.connect.elasticsearch.bulk;

/** Records that wait in the buffer, and the bytes that they take up there. */
record Buffered(long records, long bytes) {

  static final Buffered NONE = new Buffered(0, 0);

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
