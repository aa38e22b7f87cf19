package io.sluice.connect.elasticsearch;

import io.sluice.connect.elasticsearch.bulk.BulkSettings;
import io.sluice.connect.elasticsearch.bulk.Compression;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How many documents go into a request, and how many requests are under way. */
final class BatchOptions {

  private static final String GROUP = "Batching";

  static final String BATCH_SIZE_CONFIG = "batch.size";
  static final int BATCH_SIZE_DEFAULT = 5000;
  private static final String BATCH_SIZE_DOC = "The most documents in one bulk request.";

  static final String BATCH_BYTES_CONFIG = "batch.bytes";
  static final int BATCH_BYTES_DEFAULT = 5 * 1024 * 1024;
  private static final String BATCH_BYTES_DOC =
      "The most bytes in one bulk request; a single larger document is sent by itself. Elasticsearch's own limit is http.max_content_length, 100 MB by default.";

  static final String LINGER_MS_CONFIG = "linger.ms";
  static final long LINGER_MS_DEFAULT = 100;
  private static final String LINGER_MS_DOC =
      "How many milliseconds a bulk request that is not full waits for more documents.";

  static final String MAX_IN_FLIGHT_REQUESTS_CONFIG = "max.in.flight.requests";
  static final int MAX_IN_FLIGHT_REQUESTS_DEFAULT = 4;
  private static final String MAX_IN_FLIGHT_REQUESTS_DOC =
      "The most bulk requests that each task has under way at once. A task holds two more batches than this in memory before it pauses its consumer.";

  static final String REQUEST_COMPRESSION_CONFIG = "request.compression";
  static final String REQUEST_COMPRESSION_DEFAULT = Compression.NONE.toString();
  private static final String REQUEST_COMPRESSION_DOC =
      "How the bodies of bulk requests are compressed: none, or gzip, which makes logs a fifth to an eleventh of their size for some more CPU on the worker. Worth it where the network to the cluster is slow or paid for.";

  private final int size;
  private final int bytes;
  private final Duration linger;
  private final int maxInFlightRequests;
  private final Compression compression;

  BatchOptions(AbstractConfig config) {
    size = config.getInt(BATCH_SIZE_CONFIG);
    bytes = config.getInt(BATCH_BYTES_CONFIG);
    linger = Duration.ofMillis(config.getLong(LINGER_MS_CONFIG));
    maxInFlightRequests = config.getInt(MAX_IN_FLIGHT_REQUESTS_CONFIG);
    compression = Compression.parse(config.getString(REQUEST_COMPRESSION_CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            BATCH_SIZE_CONFIG,
            Type.INT,
            BATCH_SIZE_DEFAULT,
            Range.between(1, 100_000),
            Importance.MEDIUM,
            BATCH_SIZE_DOC,
            GROUP,
            1,
            Width.SHORT,
            "Documents per request")
        .define(
            BATCH_BYTES_CONFIG,
            Type.INT,
            BATCH_BYTES_DEFAULT,
            Range.between(1024, 100 * 1024 * 1024),
            Importance.MEDIUM,
            BATCH_BYTES_DOC,
            GROUP,
            2,
            Width.SHORT,
            "Bytes per request")
        .define(
            LINGER_MS_CONFIG,
            Type.LONG,
            LINGER_MS_DEFAULT,
            Range.between(0, 60_000),
            Importance.LOW,
            LINGER_MS_DOC,
            GROUP,
            3,
            Width.SHORT,
            "Linger (ms)")
        .define(
            MAX_IN_FLIGHT_REQUESTS_CONFIG,
            Type.INT,
            MAX_IN_FLIGHT_REQUESTS_DEFAULT,
            Range.between(1, 100),
            Importance.MEDIUM,
            MAX_IN_FLIGHT_REQUESTS_DOC,
            GROUP,
            4,
            Width.SHORT,
            "Requests in flight")
        .define(
            REQUEST_COMPRESSION_CONFIG,
            Type.STRING,
            REQUEST_COMPRESSION_DEFAULT,
            ValidString.in(Compression.options().toArray(String[]::new)),
            Importance.LOW,
            REQUEST_COMPRESSION_DOC,
            GROUP,
            5,
            Width.SHORT,
            "Compression");
  }

  int maxInFlightRequests() {
    return maxInFlightRequests;
  }

  Compression compression() {
    return compression;
  }

  BulkSettings settings(RetryOptions retries, DocumentOptions documents) {
    return new BulkSettings(
        size,
        bytes,
        linger,
        maxInFlightRequests,
        retries.backoff(),
        retries.backoffMax(),
        retries.timeout(),
        documents.onNullValues(),
        documents.onMalformedDocuments());
  }
}
