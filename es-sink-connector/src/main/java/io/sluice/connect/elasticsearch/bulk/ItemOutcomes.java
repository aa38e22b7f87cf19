package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.bulk.WaitLog.Patience;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Settles the operations of an answered bulk request one by one, each as its {@link Verdict} says.
 * Owned by the task's thread.
 */
final class ItemOutcomes {

  private final CreateMode createMode;
  private final Rejections rejections;
  private final Backoff backoff;
  private final DelayedRetries retries;
  private final IdOrder order;
  private final RetryTimeout timeout;
  private final TaskFailure failure;
  private final SinkCounts counts;
  private final Predicate<Buffered> othersLackRoom;
  private final Supplier<StillRefused> othersRefused;
  private final LongSupplier millis;

  private final AnswerReader answers;
  private final LoneRefusals loneRefusals = new LoneRefusals();
  private final WaitLog waitLog;

  /**
   * @param othersLackRoom whether no more records are taken, since documents that wait for others
   *     fill the buffer, and these more of them
   * @param othersRefused those that met errors of the server, but for the batch that is settled
   */
  ItemOutcomes(
      CreateMode createMode,
      Optional<TextTemplate> pipeline,
      Rejections rejections,
      Backoff backoff,
      DelayedRetries retries,
      IdOrder order,
      RetryTimeout timeout,
      TaskFailure failure,
      SinkCounts counts,
      Predicate<Buffered> othersLackRoom,
      Supplier<StillRefused> othersRefused,
      LongSupplier millis) {
    this.createMode = createMode;
    this.answers = new AnswerReader(pipeline);
    this.rejections = rejections;
    this.backoff = backoff;
    this.retries = retries;
    this.order = order;
    this.timeout = timeout;
    this.failure = failure;
    this.counts = counts;
    this.othersLackRoom = othersLackRoom;
    this.othersRefused = othersRefused;
    this.waitLog = new WaitLog(millis);
    this.millis = millis;
  }

  /**
   * Settles a batch; nothing of it is needed any more then.
   *
   * @param failures the operations that did not succeed, by position
   */
  void settle(BulkBatch batch, List<ItemFailure> failures) {
    long now = millis.getAsLong();
    loneRefusals.letIn();
    answers.read(batch, failures, now);
    boolean crowded =
        batch.attempts().limited() >= Verdict.RETRY_LIMIT
            && othersLackRoom.test(Buffered.withHeld(batch));
    StillRefused refused = stillRefused(batch, failures);
    int waits = -1;
    ItemFailure waiting = null;
    int next = 0;
    for (int i = 0; i < batch.count(); i++) {
      boolean failed = next < failures.size() && failures.get(next).position() == i;
      ItemFailure item = failed ? failures.get(next++) : null;
      if (batch.partition(i).isClosed()) {
        continue;
      }
      if (IdOrder.isBehind(batch, i)) {
        if (item != null && AnswerReader.verdict(batch, i, item).mayHeal()) {
          retries.waitsElsewhere(batch, i);
        }
        order.putBack(batch, i);
        counts.add(Metric.RETRIED, 1);
        continue;
      }
      if (item == null) {
        indexed(batch, i);
        continue;
      }
      switch (AnswerReader.verdict(batch, i, item)) {
        case INDEXED, ABSENT -> indexed(batch, i);
        case DUPLICATE -> duplicate(batch, i);
        case STALE -> stale(batch, i);
        case RETRY ->
            again(
                batch,
                i,
                item,
                batch.attempts().limited(),
                batch.attempts().signs(),
                Patience.AS_LONG_AS_IT_TAKES);
        case RETRY_LIMITED -> {
          if (againUnlessAtFault(batch, i, item, crowded, refused)) {
            waits = i;
            waiting = item;
          }
        }
        case MISSING_INDEX -> {
          if (createMode == CreateMode.NONE) {
            fatal(batch, i, item, "It does not exist any more, and create=none.");
          } else {
            batch.target(i).forget();
            againLimited(batch, i, item);
          }
        }
        case MALFORMED -> {
          if (answers.isMissingPipeline(item)) {
            fatal(batch, i, item, "Create that pipeline, or change the option pipeline.");
          } else if (batch.target(i).answers().refusesAll() && !rejections.needsRecords()) {
            refusesAll(batch, i, item);
          } else {
            malformed(batch, i, item.error().type(), item.describe());
          }
        }
        case FATAL, DIVIDE -> fatal(batch, i, item, Advice.forItem(item.status()));
      }
    }
    order.putBackAll();
    if (waiting != null && othersLackRoom.test(Buffered.NONE)) {
      fatal(
          batch,
          waits,
          waiting,
          "It was sent "
              + (Verdict.RETRY_LIMIT + 1)
              + " times or more. Documents like it fill the buffer, so no others can be tried, and too few of those before were taken to show that the target is not at fault. Look into the log of Elasticsearch.");
    }
  }

  /** Counts them once for all that are judged now, none of which is gone yet. */
  private StillRefused stillRefused(BulkBatch batch, List<ItemFailure> failures) {
    if (batch.attempts().limited() < Verdict.RETRY_LIMIT || failures.isEmpty()) {
      return new StillRefused();
    }
    StillRefused refused = othersRefused.get();
    for (ItemFailure item : failures) {
      refused.add(batch, item.position());
    }
    return refused;
  }

  /**
   * Fails the task where a target refuses all documents in the same words, which do not tell by
   * their type whether they or the target are at fault: an alias without a write index, a default
   * pipeline that does not exist. Passing over every record would be the worse mistake; where they
   * are reported instead none is lost, and some twenty alike among thousands stop nobody.
   */
  private void refusesAll(BulkBatch batch, int i, ItemFailure item) {
    fatal(
        batch,
        i,
        item,
        "It refused "
            + batch.target(i).answers().refusedAlike()
            + " documents in a row for this target, all alike, so the target is probably at fault and not they. "
            + Advice.forItem(item.status()));
  }

  private void indexed(BulkBatch batch, int i) {
    counts.add(Metric.ACKNOWLEDGED, 1);
    batch.partition(i).duplicates().indexed();
    batch.finish(i);
  }

  private void duplicate(BulkBatch batch, int i) {
    counts.add(Metric.DUPLICATED, 1);
    // Where others can have the id, it is no sign of anything.
    if (batch.attempts().isFirst() && batch.id(i) == null) {
      SourcePartition partition = batch.partition(i);
      partition.duplicates().duplicate(partition, partition.offsets().offset(batch.sequence(i)));
    }
    batch.finish(i);
  }

  private void stale(BulkBatch batch, int i) {
    counts.add(Metric.STALE, 1);
    if (batch.attempts().isFirst()) {
      SourcePartition partition = batch.partition(i);
      partition.duplicates().stale(partition, partition.offsets().offset(batch.sequence(i)));
    }
    batch.finish(i);
  }

  /**
   * Settles a single operation for which the whole request was refused: the document is at fault,
   * unless a cluster that refuses every request is. One document after another would be passed
   * over.
   */
  void refused(BulkBatch batch, ItemFailure item) {
    if (batch.partition(0).isClosed()) {
      return;
    }
    if (item.status() == 400) {
      loneRefusals.refused(item.error());
      if (loneRefusals.inARow() >= TargetAnswers.MIN_REFUSED) {
        refusesRequests(batch, item);
        return;
      }
    }
    String why = item.describe();
    if (item.status() == 413) {
      why += ", larger than " + Advice.LIMITS;
    }
    malformed(batch, 0, item.error().type(), why);
  }

  private void refusesRequests(BulkBatch batch, ItemFailure item) {
    fatal(
        batch,
        0,
        item,
        "It refused "
            + loneRefusals.inARow()
            + " requests of a single document in a row, all alike, and let none in between, so the cluster is at fault, or what is before it, and not they. Mend it there: rest.action.multi.allow_explicit_index, for instance, must not be false. The "
            + (loneRefusals.inARow() - 1)
            + " documents before this one were passed over, as behavior.on.malformed.documents says.");
  }

  /** Takes note of whether any operation waits to be sent again, for the log. */
  void retriesPending(boolean pending) {
    if (!pending && !failure.isSet()) {
      waitLog.over();
    }
  }

  private void again(
      BulkBatch batch, int i, ItemFailure item, int limitedAttempts, int signs, Patience patience) {
    retries.add(batch, i, backoff.next(batch.attempts().count()), limitedAttempts, signs, item);
    counts.add(Metric.RETRIED, 1);
    waitLog.refused(batch, i, item, patience);
  }

  /**
   * Tells an error that a document causes, as a processor of a pipeline or a script that was not
   * made for it, from one of the target: the latter has all documents refused, or a shard's share
   * of them. Where there are too few to tell, or too many, it waits for the target to take others,
   * or to refuse more; but not where it is in the way of these itself, or of many with its id, and
   * no longer than {@code retry.timeout.ms}.
   *
   * @param crowded whether others lack room
   * @param refused what else waits because of such errors
   * @return whether it waits for others
   */
  private boolean againUnlessAtFault(
      BulkBatch batch, int i, ItemFailure item, boolean crowded, StillRefused refused) {
    if (item.status() < 500) {
      againLimited(batch, i, item);
      return false;
    }
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
      again(batch, i, item, tries + 1, signs, Patience.SO_MANY_TIMES);
    } else if (isAtFault(batch, i, signs, behind, crowded, refused)) {
      malformed(
          batch,
          i,
          item.error().type(),
          item.describe()
              + ", each of "
              + (Verdict.RETRY_LIMIT + 1)
              + " times or more, others being taken");
    } else if (its.takesNone()) {
      fatal(
          batch,
          i,
          item,
          "It has answered "
              + its.inVain()
              + " documents for this target with errors of the server, each "
              + (Verdict.RETRY_LIMIT + 1)
              + " times, and taken none meanwhile. Look into the log of Elasticsearch.");
    } else if (behind >= TargetAnswers.MIN_REFUSED) {
      fatal(
          batch,
          i,
          item,
          "It was sent "
              + (Verdict.RETRY_LIMIT + 1)
              + " times or more, and "
              + behind
              + " later ones with its id wait for it. Look into the log of Elasticsearch.");
    } else if (rejections.needsRecords() && isTimeOver(batch, i)) {
      malformed(
          batch,
          i,
          item.error().type(),
          item.describe()
              + ", each of "
              + (Verdict.RETRY_LIMIT + 1)
              + " times or more, until retry.timeout.ms was over");
    } else {
      again(batch, i, item, Verdict.RETRY_LIMIT + 1, signs, Patience.UNTIL_OTHERS_ARE_TAKEN);
      return true;
    }
    return false;
  }

  /**
   * Whether what its target answered to others shows that a document is at fault which has used up
   * its tries. Most must have been taken, more than once, while it was refused. Where it is in the
   * way of others, no more of these can be waited for, nor when the time for retries is over: those
   * count that were taken before, or, where it is in the way, is reported and nothing is lost, a
   * single one. For one that many of its id wait for, those count, too, that were taken beside it.
   */
  private boolean isAtFault(
      BulkBatch batch, int i, int signs, int behind, boolean crowded, StillRefused refused) {
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

  private void againLimited(BulkBatch batch, int i, ItemFailure item) {
    int tries = batch.attempts().limited();
    if (tries > Verdict.RETRY_LIMIT) {
      // It waits for errors of the server to end; another trouble is counted anew.
      tries = 0;
    }
    if (tries == Verdict.RETRY_LIMIT) {
      fatal(
          batch,
          i,
          item,
          "It was sent "
              + (Verdict.RETRY_LIMIT + 1)
              + " times. Look into the log of Elasticsearch; where the index is missing, see whether action.auto_create_index allows it.");
      return;
    }
    again(batch, i, item, tries + 1, 0, Patience.SO_MANY_TIMES);
  }

  private void malformed(BulkBatch batch, int i, String type, String why) {
    counts.rejected(type);
    rejections.malformed(
        batch.partition(i), batch.sequence(i), batch.record(i), batch.target(i).name(), why);
  }

  private void fatal(BulkBatch batch, int i, ItemFailure item, String advice) {
    failure.set(
        String.format(
            "Elasticsearch refused the document of %s for %s: %s. %s",
            batch.describe(i), batch.target(i).name(), item.describe(), advice),
        null);
  }
}
