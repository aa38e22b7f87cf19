package io.sluice.connect.elasticsearch.bulk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that record after record of a partition is there already, or something newer is, although
 * it was sent for the first time. Up to a point that is the replay of what was not committed when a
 * task stopped. Beyond it, the topic may have been deleted and made anew: its offsets, and with
 * them the ids or the versions of its documents, then begin anew as well, and its records pass for
 * those of the old topic. Owned by the task's thread.
 */
final class DuplicateRun {

  static final int WARN_AFTER = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(DuplicateRun.class);

  private int length;
  private long from;
  private boolean warned;

  /** Ends the run: a document was new. */
  void indexed() {
    length = 0;
  }

  /** Counts a document that was there already. */
  void duplicate(SourcePartition partition, long offset) {
    count(
        partition,
        offset,
        "were there already; was the topic recreated? "
            + "Then its records are taken for those of the old topic and are not indexed: use another target for it. ");
  }

  /** Counts a document of which a newer version was there. */
  void stale(SourcePartition partition, long offset) {
    count(
        partition,
        offset,
        "were refused, since what is there has newer versions by document.version; was the topic recreated? "
            + "Then its offsets are lower than those of the old topic: use another target for it, or another document.version. ");
  }

  private void count(SourcePartition partition, long offset, String what) {
    if (warned) {
      return;
    }
    // Answers come in any order.
    from = length == 0 ? offset : Math.min(from, offset);
    length++;
    if (length > WARN_AFTER) {
      warned = true;
      LOG.warn(
          "topic {}, partition {}, from offset {}: all of {} documents {}"
              + "After a task that did not stop cleanly, this is only what was not committed.",
          partition.topicPartition().topic(),
          partition.topicPartition().partition(),
          from,
          length,
          what);
    }
  }
}
