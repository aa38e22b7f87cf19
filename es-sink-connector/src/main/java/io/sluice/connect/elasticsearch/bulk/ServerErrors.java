package io.sluice.connect.elasticsearch.bulk;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tells an error of the server that a document causes, as a processor of a pipeline or a script
 * that was not made for it, from one of the target: the latter has all documents refused, or a
 * shard's share of them. Where there are too few to tell, or too many, an operation waits for the
 * target to take others, or to refuse more; but not where it is in the way of these itself, or of
 * many with its id, and no longer than {@code retry.timeout.ms}.
 *
 * <p>Owned by the task's thread.
 */
final class ServerErrors {

  /** Advice where those that wait leave no room for others. */
  static final String NO_ROOM_FOR_OTHERS =
      sentTooOften(
          ". Documents like it fill the buffer, so no others can be tried, and too few of those before were taken to show that the target is not at fault.");

  private final Rejections rejections;
  private final RetryTimeout timeout;
  private final Predicate<Buffered> othersLackRoom;
  private final Supplier<StillRefused> othersRefused;
  private final LongSupplier millis;

  // Of the answer that is being settled.
  private boolean crowded;
  private StillRefused refused = new StillRefused();
  private ItemFailure waiting;

  /**
   * @param othersLackRoom whether no more records are taken, since documents that wait for others
   *     fill the buffer, and these more of them
   * @param othersRefused those that met errors of the server, but for the batch that is settled
   */
  ServerErrors(
      Rejections rejections,
      RetryTimeout timeout,
      Predicate<Buffered> othersLackRoom,
      Supplier<StillRefused> othersRefused,
      LongSupplier millis) {
    this.rejections = rejections;
    this.timeout = timeout;
    this.othersLackRoom = othersLackRoom;
    this.othersRefused = othersRefused;
    this.millis = millis;
  }

  /**
   * Begins with an answer. What is refused is counted once for all that are judged by it, none of
   * which is gone yet.
   */
  void begin(BulkBatch batch, List<ItemFailure> failures) {
    waiting = null;
    boolean judged = batch.attempts().limited() >= Verdict.RETRY_LIMIT;
    crowded = judged && othersLackRoom.test(Buffered.withHeld(batch));
    if (!judged || failures.isEmpty()) {
      refused = new StillRefused();
      return;
    }
    refused = othersRefused.get();
    for (ItemFailure item : failures) {
      refused.add(batch, item.position());
    }
  }

  /** Judges an operation of that answer, once. */
  Judgement judge(BulkBatch batch, int i, ItemFailure item) {
    TargetAnswers its = batch.target(i).answers();
    int tries = batch.attempts().limited();
    int signs = its.signs(batch.attempts());
    int behind = batch.id(i) == null ? 0 : batch.id(i).heldRecords();
    batch.inError(i, its.triesBefore());
    if (tries == 0) {
      // Here and not for each that was answered: of those on one id the others are behind it now.
      its.held(behind);
    }
    if (tries < Verdict.RETRY_LIMIT) {
      return Judgement.notYet(signs);
    }
    if (isAtFault(batch, i, signs, behind)) {
      return malformed("others being taken");
    }
    if (its.takesNone()) {
      return Judgement.target(
          "It has answered "
              + its.inVain()
              + " documents for this target with errors of the server, each "
              + (Verdict.RETRY_LIMIT + 1)
              + " times, and taken none meanwhile. Look into the log of Elasticsearch.");
    }
    if (behind >= TargetAnswers.MIN_REFUSED) {
      return Judgement.target(
          sentTooOften(", and " + behind + " later ones with its id wait for it."));
    }
    if (rejections.needsRecords() && isTimeOver(batch, i)) {
      return malformed("until retry.timeout.ms was over");
    }
    waiting = item;
    return Judgement.waitsForOthers(signs);
  }

  /** One of those that wait for others, where these find no room any more; null if all is well. */
  ItemFailure waitsInVain() {
    return waiting != null && othersLackRoom.test(Buffered.NONE) ? waiting : null;
  }

  /**
   * Whether what its target answered to others shows that a document is at fault which has used up
   * its tries. Most must have been taken, more than once, while it was refused. Where it is in the
   * way of others, no more of these can be waited for, nor when the time for retries is over: those
   * count that were taken before, or, where it is in the way, is reported and nothing is lost, a
   * single one. For one that many of its id wait for, those count, too, that were taken beside it.
   */
  private boolean isAtFault(BulkBatch batch, int i, int signs, int behind) {
    TargetAnswers its = batch.target(i).answers();
    TriesBefore before = batch.triesBefore(i);
    if (crowded && rejections.needsRecords() && its.tookOthers(batch.refusedSince(i))) {
      return true;
    }
    if (!refused.areFew(batch.target(i), before, 1 + behind)) {
      return false;
    }
    if ((crowded || signs >= TargetAnswers.MIN_SIGNS || isTimeOver(batch, i))
        && its.takesMost(before, behind)) {
      return true;
    }
    return behind >= TargetAnswers.MIN_REFUSED && its.tookMostBeside(before, behind);
  }

  private boolean isTimeOver(BulkBatch batch, int i) {
    return timeout.isOver(batch.refusedSince(i), millis.getAsLong());
  }

  private static Judgement malformed(String meanwhile) {
    return Judgement.document(
        ", each of " + (Verdict.RETRY_LIMIT + 1) + " times or more, " + meanwhile);
  }

  private static String sentTooOften(String what) {
    return "It was sent "
        + (Verdict.RETRY_LIMIT + 1)
        + " times or more"
        + what
        + " Look into the log of Elasticsearch.";
  }
}
