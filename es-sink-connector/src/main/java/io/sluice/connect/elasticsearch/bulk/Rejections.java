package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with records that cannot be indexed as {@code behavior.on.null.values} and {@code
 * behavior.on.malformed.documents} say. A record is finished when it has been passed over, or when
 * the dead letter queue has it. Owned by the task's thread.
 */
final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private final NullValueBehavior onNullValues;
  private final MalformedDocumentBehavior onMalformedDocuments;
  private final ErrantRecordReporter reporter;
  private final TaskFailure failure;
  private final SinkCounts counts;
  private final Deque<Report> reports = new ArrayDeque<>();

  /**
   * Makes a handler.
   *
   * @param reporter null where the behavior is not to report
   */
  Rejections(
      BulkSettings settings,
      ErrantRecordReporter reporter,
      TaskFailure failure,
      SinkCounts counts) {
    this.onNullValues = settings.onNullValues();
    this.onMalformedDocuments = settings.onMalformedDocuments();
    this.reporter = reporter;
    this.failure = failure;
    this.counts = counts;
  }

  /** Whether records must be kept until they are indexed. */
  boolean needsRecords() {
    return onMalformedDocuments == MalformedDocumentBehavior.REPORT;
  }

  void nullValue(SourcePartition partition, long sequence) {
    switch (onNullValues) {
      case IGNORE -> {
        counts.add(Metric.IGNORED, 1);
        partition.offsets().finish(sequence);
      }
      case DELETE -> throw new IllegalStateException("a record without a value is a deletion");
      case FAIL ->
          failure.set(
              "The record of "
                  + partition.describe(sequence)
                  + " has no value. To pass over such records set behavior.on.null.values=ignore.",
              null);
    }
  }

  /**
   * Deals with a record of which no document can be made.
   *
   * @param record may be null unless {@link #needsRecords()}
   */
  void malformed(
      SourcePartition partition, long sequence, SinkRecord record, String index, String reason) {
    String message =
        String.format(
            "The record of %s cannot be indexed into %s: %s.",
            partition.describe(sequence), index, reason);
    switch (onMalformedDocuments) {
      case FAIL ->
          failure.set(
              message
                  + " To go on without such records set behavior.on.malformed.documents to report, warn or ignore.",
              null);
      case WARN -> {
        LOG.warn("{} It is passed over.", message);
        partition.offsets().finish(sequence);
      }
      case IGNORE -> {
        LOG.debug("{} It is passed over.", message);
        partition.offsets().finish(sequence);
      }
      case REPORT -> report(partition, sequence, record, message);
    }
  }

  private void report(SourcePartition partition, long sequence, SinkRecord record, String message) {
    try {
      Future<Void> done = reporter.report(record, new DataException(message));
      reports.add(new Report(partition, sequence, done));
    } catch (RuntimeException e) {
      failure.set(message + " Reporting it to the dead letter queue failed.", e);
    }
  }

  /** Finishes the records that the dead letter queue has by now. */
  void collectReports() {
    for (Iterator<Report> all = reports.iterator(); all.hasNext(); ) {
      Report report = all.next();
      if (report.done().isDone()) {
        all.remove();
        finish(report);
      }
    }
  }

  int pendingReports() {
    return reports.size();
  }

  private void finish(Report report) {
    SourcePartition partition = report.partition();
    if (partition.isClosed()) {
      return;
    }
    try {
      report.done().get();
      partition.offsets().finish(report.sequence());
    } catch (ExecutionException e) {
      failure.set(
          "Reporting the record of "
              + partition.describe(report.sequence())
              + " to the dead letter queue failed.",
          e.getCause());
    } catch (InterruptedException e) {
      // It is done, so it does not wait.
      Thread.currentThread().interrupt();
    }
  }

  private record Report(SourcePartition partition, long sequence, Future<Void> done) {}
}
