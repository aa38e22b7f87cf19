package io.sluice.connect.elasticsearch.bulk;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.index.UnusableTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The targets of all topics, each checked once before the first document goes there. Owned by the
 * task's thread.
 */
final class Targets {

  private final TopicIndices topicIndices;
  private final Function<String, CompletionStage<Void>> ensurer;
  private final Outage outage;
  private final TaskFailure failure;
  private final Mailbox mailbox;
  private final LongSupplier millis;
  private final Map<String, Target> byTopic = new HashMap<>();
  private final Map<String, Target> byName = new HashMap<>();
  private String lastTopic;
  private Target lastTarget;
  private int checking;

  Targets(
      TopicIndices topicIndices,
      Function<String, CompletionStage<Void>> ensurer,
      Outage outage,
      TaskFailure failure,
      Mailbox mailbox,
      LongSupplier millis) {
    this.topicIndices = topicIndices;
    this.ensurer = ensurer;
    this.outage = outage;
    this.failure = failure;
    this.mailbox = mailbox;
    this.millis = millis;
  }

  /**
   * Where the records of a topic go.
   *
   * @throws IllegalArgumentException where no legal name comes of the topic
   */
  Target of(String topic) {
    if (!topic.equals(lastTopic)) {
      lastTarget = byTopic.computeIfAbsent(topic, this::resolve);
      lastTopic = topic;
    }
    return lastTarget;
  }

  private Target resolve(String topic) {
    return byName.computeIfAbsent(topicIndices.resolve(topic), Target::new);
  }

  /** How many checks are under way. */
  int checking() {
    return checking;
  }

  /** Whether all targets of a batch may be written to; checks those of which it is not known. */
  boolean ready(BulkBatch batch, int inFlight) {
    boolean all = true;
    List<Target> distinct = batch.distinctTargets();
    for (int i = 0; i < distinct.size(); i++) {
      Target target = distinct.get(i);
      if (target.state() == Target.State.UNKNOWN
          && outage.permits(millis.getAsLong(), inFlight + checking)) {
        check(target);
      }
      all &= target.state() == Target.State.READY;
    }
    return all;
  }

  private void check(Target target) {
    target.checking();
    checking++;
    ensurer
        .apply(target.name())
        .handleAsync(
            (nothing, thrown) -> {
              checking--;
              onChecked(target, thrown);
              return null;
            },
            mailbox)
        .exceptionally(
            bug -> {
              failure.setBug(bug);
              return null;
            });
  }

  private void onChecked(Target target, Throwable thrown) {
    if (thrown == null) {
      target.ready();
      outage.answered(millis.getAsLong());
      return;
    }
    int failures = target.failed();
    Throwable cause = TaskFailure.unwrap(thrown);
    String what = "Checking " + target.name() + " failed";
    if (cause instanceof UnusableTargetException) {
      failure.set(cause.getMessage(), null);
    } else if (cause instanceof ElasticsearchException refusal) {
      ErrorCause error = new ErrorCause(refusal.error().type(), refusal.error().reason());
      what += " with status " + refusal.status() + ", " + error;
      onRefused(refusal.status(), error.type(), failures, what, cause);
    } else if (cause instanceof TransportException strange && strange.statusCode() > 0) {
      // An answer, but not one of Elasticsearch's, or none that its client understands. What was
      // thrown may quote all of it, so only its beginning is passed on.
      what += ": " + describe(strange);
      onRefused(strange.statusCode(), null, failures, what, null);
    } else {
      outage.unanswered(millis.getAsLong(), what, cause, failure);
    }
  }

  private static String describe(TransportException strange) {
    Throwable cause = strange.getCause();
    return ErrorCause.cut(strange.getMessage() + (cause == null ? "" : " (" + cause + ")"));
  }

  private void onRefused(int status, String type, int failures, String what, Throwable cause) {
    boolean patient =
        switch (Verdict.ofRequest(status, type)) {
          case RETRY -> true;
          case RETRY_LIMITED, INDEXED -> failures <= Verdict.RETRY_LIMIT;
          default -> false;
        };
    if (patient) {
      outage.failed(millis.getAsLong(), what);
    } else {
      failure.set(what + ". " + Advice.forRequest(status), cause);
    }
  }
}
