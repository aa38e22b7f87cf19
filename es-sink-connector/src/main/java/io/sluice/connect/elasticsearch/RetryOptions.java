package io.sluice.connect.elasticsearch;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How long an answer may take, and when a request is sent again. */
final class RetryOptions {

  private static final String GROUP = "Retries";

  static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";
  static final int REQUEST_TIMEOUT_MS_DEFAULT = 30_000;
  private static final String REQUEST_TIMEOUT_MS_DOC =
      "How many milliseconds to wait for a connection and for an answer, before the request is sent again.";

  static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";
  static final long RETRY_BACKOFF_MS_DEFAULT = 100;
  private static final String RETRY_BACKOFF_MS_DOC =
      "How many milliseconds to wait before the first repetition; doubled with each further one, and shortened by a random part. What may heal is repeated for as long as it takes, or until retry.timeout.ms.";

  static final String RETRY_BACKOFF_MAX_MS_CONFIG = "retry.backoff.max.ms";
  static final long RETRY_BACKOFF_MAX_MS_DEFAULT = 10_000;
  private static final String RETRY_BACKOFF_MAX_MS_DOC =
      "The most milliseconds to wait before a repetition.";

  static final String RETRY_TIMEOUT_MS_CONFIG = "retry.timeout.ms";
  static final long RETRY_TIMEOUT_MS_DEFAULT = -1;
  private static final String RETRY_TIMEOUT_MS_DOC =
      "How many milliseconds what may heal is repeated, from the first time that it failed, before the task fails; -1: for as long as it takes. Nothing is lost either way: what is not indexed is not committed. A document that meets errors of the server, and that enough others which were taken show to be at fault itself, is then treated as malformed instead, as behavior.on.malformed.documents says; with report any such document that was sent eleven times. That takes up to 43 seconds: in less time none is judged.";

  private final Duration requestTimeout;
  private final Duration backoff;
  private final Duration backoffMax;
  private final Optional<Duration> timeout;

  RetryOptions(AbstractConfig config) {
    requestTimeout = Duration.ofMillis(config.getInt(REQUEST_TIMEOUT_MS_CONFIG));
    backoff = Duration.ofMillis(config.getLong(RETRY_BACKOFF_MS_CONFIG));
    backoffMax = Duration.ofMillis(config.getLong(RETRY_BACKOFF_MAX_MS_CONFIG));
    timeout =
        Optional.of(config.getLong(RETRY_TIMEOUT_MS_CONFIG))
            .filter(millis -> millis >= 0)
            .map(Duration::ofMillis);
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            REQUEST_TIMEOUT_MS_CONFIG,
            Type.INT,
            REQUEST_TIMEOUT_MS_DEFAULT,
            Range.between(100, 3_600_000),
            Importance.LOW,
            REQUEST_TIMEOUT_MS_DOC,
            GROUP,
            1,
            Width.SHORT,
            "Request timeout (ms)")
        .define(
            RETRY_BACKOFF_MS_CONFIG,
            Type.LONG,
            RETRY_BACKOFF_MS_DEFAULT,
            Range.between(1, 3_600_000),
            Importance.LOW,
            RETRY_BACKOFF_MS_DOC,
            GROUP,
            2,
            Width.SHORT,
            "First backoff (ms)")
        .define(
            RETRY_BACKOFF_MAX_MS_CONFIG,
            Type.LONG,
            RETRY_BACKOFF_MAX_MS_DEFAULT,
            Range.between(1, 3_600_000),
            Importance.LOW,
            RETRY_BACKOFF_MAX_MS_DOC,
            GROUP,
            3,
            Width.SHORT,
            "Longest backoff (ms)")
        .define(
            RETRY_TIMEOUT_MS_CONFIG,
            Type.LONG,
            RETRY_TIMEOUT_MS_DEFAULT,
            Range.atLeast(-1),
            Importance.LOW,
            RETRY_TIMEOUT_MS_DOC,
            GROUP,
            4,
            Width.SHORT,
            "Retry timeout (ms)");
  }

  /** For connecting, and for a silence in an answer. */
  Duration requestTimeout() {
    return requestTimeout;
  }

  /** Before the first repetition. */
  Duration backoff() {
    return backoff;
  }

  Duration backoffMax() {
    return backoffMax;
  }

  /** After which what may heal is given up on; none: never. */
  Optional<Duration> timeout() {
    return timeout;
  }
}
