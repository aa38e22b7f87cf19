package io.sluice.connect.elasticsearch.bulk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that documents wait since Elasticsearch refuses them for the time being, and for how long
 * they may: once an hour for each target and reason, until none waits any more. A disk that fills
 * up is news also where a queue was full before. Owned by the task's thread.
 */
final class WaitLog {

  /** A full disk refuses the documents of all indices, of which there may be thousands. */
  static final int MAX_REASONS = 20;

  /** One document may wait for days, and is not to keep all else out of the log for so long. */
  static final Duration KEPT = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);

  /** For how long a document is sent again. */
  enum Patience {
    AS_LONG_AS_IT_TAKES("Retrying until it takes them."),
    SO_MANY_TIMES("Retrying " + Verdict.RETRY_LIMIT + " times."),
    UNTIL_OTHERS_ARE_TAKEN(
        "Tried "
            + (Verdict.RETRY_LIMIT + 1)
            + " times. Retrying until it takes them, or enough others for this target and most of these, which shows that they are at fault.");

    private final String text;

    Patience(String text) {
      this.text = text;
    }
  }

  private final LongSupplier millis;

  /** When each was logged. */
  private final Map<Reason, Long> reasons = new HashMap<>();

  WaitLog(LongSupplier millis) {
    this.millis = millis;
  }

  /** Takes note of an operation that waits to be sent again. */
  void refused(BulkBatch batch, int i, ItemFailure item, Patience patience) {
    long now = millis.getAsLong();
    Reason reason = new Reason(batch.target(i).name(), item.error().type(), patience);
    Long logged = reasons.get(reason);
    if (logged != null && now - logged < KEPT.toMillis()) {
      return;
    }
    if (reasons.size() >= MAX_REASONS) {
      reasons.values().removeIf(at -> now - at >= KEPT.toMillis());
      if (reasons.size() >= MAX_REASONS) {
        return;
      }
    }
    reasons.put(reason, now);
    LOG.warn(
        "Elasticsearch refuses documents for the time being: {} for {}: {}. {}{}",
        batch.target(i).name(),
        batch.describe(i),
        item.describe(),
        patience.text,
        reasons.size() < MAX_REASONS
            ? ""
            : " Other reasons are not logged for an hour, or until then.");
  }

  /** Takes note that none waits any more. */
  void over() {
    if (!reasons.isEmpty()) {
      reasons.clear();
      LOG.info("No document waits any more that Elasticsearch had refused for the time being.");
    }
  }

  /** The type is null where whoever answered gave none. */
  private record Reason(String target, String type, Patience patience) {}
}
