package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.bulk.WaitLog.Patience;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

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
  private final ServerErrors errors;
  private final TaskFailure failure;
  private final SinkCounts counts;
  private final LongSupplier millis;

  private final AnswerReader answers;
  private final LoneRefusals loneRefusals = new LoneRefusals();
  private final WaitLog waitLog;

  ItemOutcomes(
      CreateMode createMode,
      Optional<TextTemplate> pipeline,
      Rejections rejections,
      Backoff backoff,
      DelayedRetries retries,
      IdOrder order,
      ServerErrors errors,
      TaskFailure failure,
      SinkCounts counts,
      LongSupplier millis) {
    this.createMode = createMode;
    this.answers = new AnswerReader(pipeline);
    this.rejections = rejections;
    this.backoff = backoff;
    this.retries = retries;
    this.order = order;
    this.errors = errors;
    this.failure = failure;
    this.counts = counts;
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
    errors.begin(batch, failures);
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
          if (item.status() < 500) {
            againLimited(batch, i, item);
          } else {
            serverError(batch, i, item);
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
    ItemFailure waiting = errors.waitsInVain();
    if (waiting != null) {
      fatal(batch, waiting.position(), waiting, ServerErrors.NO_ROOM_FOR_OTHERS);
    }
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

  private void serverError(BulkBatch batch, int i, ItemFailure item) {
    Judgement judgement = errors.judge(batch, i, item);
    switch (judgement.blame()) {
      case NOT_YET ->
          again(
              batch,
              i,
              item,
              batch.attempts().limited() + 1,
              judgement.signs(),
              Patience.SO_MANY_TIMES);
      case WAITS_FOR_OTHERS ->
          again(
              batch,
              i,
              item,
              Verdict.RETRY_LIMIT + 1,
              judgement.signs(),
              Patience.UNTIL_OTHERS_ARE_TAKEN);
      case DOCUMENT ->
          malformed(batch, i, item.error().type(), item.describe() + judgement.reason());
      case TARGET -> fatal(batch, i, item, judgement.reason());
    }
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
