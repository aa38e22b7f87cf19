package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.operation.Operation;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.List;
import java.util.Optional;

/**
 * Has each target know all that it answered, before any document is judged by that. But for
 * deletions that were carried out: no pipeline runs for these, so they are no sign that the target
 * takes documents.
 */
final class AnswerReader {

  /**
   * What Elasticsearch says where the pipeline of all documents does not exist, if there is one.
   */
  private final Optional<ErrorCause> missingPipeline;

  AnswerReader(Optional<TextTemplate> pipeline) {
    this.missingPipeline =
        pipeline
            .filter(TextTemplate::isConstant)
            .map(
                name ->
                    new ErrorCause(
                        "illegal_argument_exception",
                        "pipeline with id [" + name + "] does not exist"));
  }

  /**
   * Reads an answer.
   *
   * @param failures the operations that did not succeed, by position
   * @param now milliseconds
   */
  void read(BulkBatch batch, List<ItemFailure> failures, long now) {
    List<Target> targets = batch.distinctTargets();
    for (int t = 0; t < targets.size(); t++) {
      targets.get(t).answers().begin();
    }
    int next = 0;
    for (int i = 0; i < batch.count(); i++) {
      TargetAnswers answers = batch.target(i).answers();
      boolean failed = next < failures.size() && failures.get(next).position() == i;
      ItemFailure item = failed ? failures.get(next++) : null;
      Verdict verdict = failed ? verdict(batch, i, item) : Verdict.INDEXED;
      boolean closed = batch.partition(i).isClosed();
      if (verdict.isDone()) {
        if (batch.operation(i) != Operation.DELETE) {
          // As those refused of a closed partition do not count, nor do those taken beside them.
          answers.taken(now, batch.attempts().isFirst() && !closed);
        }
      } else if (closed) {
        continue;
      } else if (verdict == Verdict.RETRY_LIMITED && batch.attempts().limited() == 0) {
        answers.inError();
      } else if (verdict == Verdict.RETRY_LIMITED
          && item.status() >= 500
          && batch.attempts().limited() == Verdict.RETRY_LIMIT) {
        answers.triedInVain(batch.refusedSince(i));
      } else if (isAmbiguous(item)) {
        answers.refused(item.error());
      } else {
        answers.refusedOtherwise();
      }
    }
    for (int t = 0; t < targets.size(); t++) {
      targets.get(t).answers().end(now);
    }
  }

  /** Whether it may be the fault of the document or of the target. */
  private boolean isAmbiguous(ItemFailure item) {
    return item.status() == 400
        && "illegal_argument_exception".equals(item.error().type())
        && !isMissingPipeline(item);
  }

  static Verdict verdict(BulkBatch batch, int i, ItemFailure item) {
    return Verdict.ofItem(batch.operation(i), item.status(), item.error().type());
  }

  /**
   * Whether the one pipeline of all documents is missing. One that is chosen for each record may be
   * the record's fault.
   */
  boolean isMissingPipeline(ItemFailure item) {
    return item.status() == 400 && missingPipeline.filter(item.error()::equals).isPresent();
  }
}
