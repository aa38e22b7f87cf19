package io.sluice.connect.elasticsearch.bulk;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.index.UnusableTargetException;
import io.sluice.connect.elasticsearch.template.RecordView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The targets of all records, each checked once before the first document goes there. Owned by the
 * task's thread.
 *
 * <p>Where the name of an index depends on the record there can be any number of them, so only
 * those last used are remembered; one that was forgotten is checked once more.
 */
final class Targets {

  private final TopicIndices topicIndices;
  private final Function<String, CompletionStage<Void>> ensurer;
  private final Outage outage;
  private final CredentialWatch credentials;
  private final TaskFailure failure;
  private final Mailbox mailbox;
  private final LongSupplier millis;
  private final Map<String, Target> byTopic = new HashMap<>();
  private final RecentTargets byName = new RecentTargets();
  private final boolean dependOnRecord;
  private String lastTopic;
  private String lastName;
  private Target lastTarget;
  private int checking;

  Targets(
      TopicIndices topicIndices,
      Function<String, CompletionStage<Void>> ensurer,
      Outage outage,
      CredentialWatch credentials,
      TaskFailure failure,
      Mailbox mailbox,
      LongSupplier millis) {
    this.topicIndices = topicIndices;
    this.dependOnRecord = topicIndices.dependOnRecord();
    this.ensurer = ensurer;
    this.outage = outage;
    this.credentials = credentials;
    this.failure = failure;
    this.mailbox = mailbox;
    this.millis = millis;
  }

  /**
   * Where a record goes.
   *
   * @throws UnusableTargetException where no legal name comes of the topic
   * @throws MalformedDocumentException where none comes of the record
   */
  Target of(RecordView record) throws MalformedDocumentException {
    if (dependOnRecord) {
      String name = topicIndices.resolve(record);
      if (!name.equals(lastName)) {
        lastTarget = byName.get(name);
        lastName = name;
      }
      return lastTarget;
    }
    String topic = record.record().topic();
    if (!topic.equals(lastTopic)) {
      lastTarget = byTopic.computeIfAbsent(topic, this::check);
      lastTopic = topic;
    }
    return lastTarget;
  }

  private Target check(String topic) {
    return byName.get(topicIndices.check(topic));
  }

  /** What to call the target of a record for which none was found. */
  String describe(SinkRecord record) {
    Target known = byTopic.get(record.topic());
    return known == null ? topicIndices.toString() : known.name();
  }

  /** Whether the document must be there before its target is known. */
  boolean dependOnDocument() {
    return topicIndices.dependOnDocument();
  }

  /** Takes note that partitions were taken away, and with them documents that were refused. */
  void partitionsClosed() {
    byName.all().forEach(target -> target.answers().forgetInVain());
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
      Target.Refusal refusal = target.takeRefusal();
      if (refusal != null && batch.createdAt() <= refusal.at()) {
        failure.set(refusal.message(), refusal.cause());
        return false;
      }
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
      refused(target, cause.getMessage(), null);
    } else if (cause instanceof ElasticsearchException refusal) {
      ErrorCause error = new ErrorCause(refusal.error().type(), refusal.error().reason());
      what += " with status " + refusal.status() + ", " + error;
      onRefused(target, refusal.status(), error.type(), failures, what, cause);
    } else if (cause instanceof TransportException strange && strange.statusCode() > 0) {
      // An answer, but not one of Elasticsearch's, or none that its client understands. What was
      // thrown may quote all of it, so only its beginning is passed on.
      what += ": " + describe(strange);
      onRefused(target, strange.statusCode(), null, failures, what, null);
    } else {
      outage.unanswered(millis.getAsLong(), what, cause, failure);
    }
  }

  private static String describe(TransportException strange) {
    Throwable cause = strange.getCause();
    return ErrorCause.cut(strange.getMessage() + (cause == null ? "" : " (" + cause + ")"));
  }

  private void onRefused(
      Target target, int status, String type, int failures, String what, Throwable cause) {
    boolean patient =
        switch (Verdict.ofRequest(status, type)) {
          case RETRY -> true;
          case RETRY_LIMITED, INDEXED -> failures <= Verdict.RETRY_LIMIT;
          default -> status == 401 && credentials.mayHeal(millis.getAsLong());
        };
    if (patient) {
      outage.failed(millis.getAsLong(), what);
    } else {
      refused(target, what + ". " + Advice.forRequest(status, type), cause);
    }
  }

  /**
   * It fails the task with the next batch that waits for it, for all such may be revoked by now.
   */
  private void refused(Target target, String message, Throwable cause) {
    target.refused(new Target.Refusal(millis.getAsLong(), message, cause));
  }
}
