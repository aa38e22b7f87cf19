package io.sluice.connect.elasticsearch.bulk;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The operations that met an error of the server and have not been taken since, and those held
 * behind them. A shard that is away has its share of all that was sent here for as long as it is,
 * whenever they came: while others of a burst are sent on one by one, for their ids, hardly any are
 * refused.
 *
 * <p>Made for one answer, by the task's thread.
 */
final class StillRefused {

  /** How many there are of each target, by how many it had taken before their first refusal. */
  private final Map<Target, NavigableMap<Long, Integer>> counts = new HashMap<>();

  /** Adds those of a batch that waits to be sent again, or for the answer to that. */
  void add(BulkBatch batch) {
    if (batch.attempts().limited() > 0) {
      for (int i = 0; i < batch.count(); i++) {
        add(batch, i);
      }
    }
  }

  /** Adds an operation of such a batch; there is no other on its id in it. */
  void add(BulkBatch batch, int i) {
    TriesBefore before = batch.triesBefore(i);
    if (before != null && !batch.partition(i).isClosed()) {
      int held = batch.id(i) == null ? 0 : batch.id(i).heldRecords();
      counts
          .computeIfAbsent(batch.target(i), target -> new TreeMap<>())
          .merge(before.taken(), 1 + held, Integer::sum);
    }
  }

  /**
   * Whether they are few enough to be at fault, too, for so many that their target has taken since:
   * those that it refused from this operation on, and those from any other before it on.
   *
   * @param before what there was before the operation was refused
   * @param own how many of them are the operation itself and those held behind it
   */
  boolean areFew(Target target, TriesBefore before, int own) {
    NavigableMap<Long, Integer> all = counts.get(target);
    if (all == null) {
      return true;
    }
    long taken = target.answers().takenFirst();
    long others = -own;
    for (Map.Entry<Long, Integer> since : all.descendingMap().entrySet()) {
      others += since.getValue();
      if (since.getKey() <= before.taken() && others * FirstTries.MOST > taken - since.getKey()) {
        return false;
      }
    }
    return true;
  }
}
