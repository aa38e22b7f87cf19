package io.sluice.connect.elasticsearch.metrics;

/** The table of all metrics of a task: their names, which stay for ever, and what they mean. */
public enum Metric {
  ACKNOWLEDGED(
      "documents-acknowledged-total", "documents that Elasticsearch has taken, or deleted"),
  DUPLICATED(
      "documents-duplicated-total",
      "documents that were there already: sent again, or replayed after a restart"),
  STALE(
      "documents-stale-total",
      "documents not taken, or not deleted, because the same or a newer document.version is there"),
  RETRIED(
      "documents-retried-total",
      "times that documents were kept to be sent again, by themselves or with their request"),
  REJECTED(
      "documents-rejected-total",
      "records of which no document could be made, and documents that Elasticsearch will never"
          + " take; passed over, reported, or what the task failed with"),
  IGNORED(
      "records-ignored-total",
      "records without a value, or without a line in it, that were passed over"),
  REQUESTS("requests-total", "bulk requests sent"),
  REQUESTS_FAILED(
      "requests-failed-total", "bulk requests without an answer, or refused as a whole"),
  REQUEST_BYTES("request-bytes-total", "bytes of the bulk requests sent, before compression"),
  IN_FLIGHT("requests-in-flight", "bulk requests without an answer yet"),
  LATENCY_P50("request-latency-p50-ms", "half of the answers of the last minute came sooner"),
  LATENCY_P95("request-latency-p95-ms", "95 % of the answers of the last minute came sooner"),
  LATENCY_P99("request-latency-p99-ms", "99 % of the answers of the last minute came sooner"),
  LATENCY_MAX("request-latency-max-ms", "the slowest answer of the last minute"),
  BUFFERED_RECORDS("records-buffered", "records taken and not finished yet, in flight too"),
  BUFFERED_BYTES("bytes-buffered", "bytes of the requests that they make up"),
  PAUSED("partitions-paused", "partitions not read from until Elasticsearch catches up"),
  OLDEST_UNFINISHED(
      "oldest-unfinished-age-ms",
      "for how long the same record has been the first of its partition that is not finished, so"
          + " that no offset behind it is committed; the longest of all partitions"),
  SINCE_SUCCESS(
      "time-since-success-ms",
      "since a bulk request was last answered that was not refused in all its documents for the"
          + " time being, or since the start; it grows while there is nothing to send, too");

  private final String text;
  private final String description;

  Metric(String text, String description) {
    this.text = text;
    this.description = description;
  }

  /** Its name in Connect's metrics. */
  String text() {
    return text;
  }

  String description() {
    return description;
  }
}
