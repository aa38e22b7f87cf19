package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a batch whose request was answered, or was not, as the {@link Verdict} on
 * the whole request says: sent again as it is, in two halves, its operations settled one by one by
 * {@link ItemOutcomes}, or the task fails. Owned by the task's thread.
 */
final class RequestOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(RequestOutcomes.class);

  private final ReadyBatches ready;
  private final ItemOutcomes items;
  private final IdOrder order;
  private final Outage outage;
  private final CredentialWatch credentials;
  private final SinkCounts counts;
  private final TaskFailure failure;
  private boolean toldTooLarge;

  RequestOutcomes(
      ReadyBatches ready,
      ItemOutcomes items,
      IdOrder order,
      Outage outage,
      CredentialWatch credentials,
      SinkCounts counts,
      TaskFailure failure) {
    this.ready = ready;
    this.items = items;
    this.order = order;
    this.outage = outage;
    this.credentials = credentials;
    this.counts = counts;
    this.failure = failure;
  }

  /** Deals with a request that got no answer. */
  void unanswered(BulkBatch batch, long now, Throwable thrown) {
    counts.add(Metric.REQUESTS_FAILED, 1);
    outage.unanswered(now, "A bulk request failed", thrown, failure);
    ready.addAgain(batch);
  }

  /**
   * Deals with an answer.
   *
   * @return whether it settled operations of the batch
   */
  boolean answered(BulkBatch batch, long now, BulkResponse response) {
    Verdict verdict = Verdict.ofRequest(response.status(), response.error().type());
    if (verdict != Verdict.INDEXED) {
      counts.add(Metric.REQUESTS_FAILED, 1);
    }
    if (response.status() == 401) {
      unauthorized(batch, now, response);
      return false;
    }
    switch (verdict) {
      case INDEXED -> {
        return settle(batch, now, response);
      }
      case DIVIDE -> {
        return divide(batch, now, response);
      }
      case RETRY -> {
        outage.failed(now, describe(response));
        ready.addAgain(batch);
      }
      case RETRY_LIMITED -> retryLimited(batch, now, describe(response));
      default ->
          fail(
              batch,
              refusal(response)
                  + ". "
                  + Advice.forRequest(response.status(), response.error().type()));
    }
    return false;
  }

  private boolean settle(BulkBatch batch, long now, BulkResponse response) {
    if (response.items() != batch.count()) {
      String why = response.error().reason();
      retryLimited(batch, now, why != null ? why : otherNumber(batch, response));
      return false;
    }
    outage.answered(now);
    credentials.accepted();
    if (finishesAny(batch, response)) {
      counts.succeeded();
    }
    items.settle(batch, response.failures());
    ready.recycle(batch);
    return true;
  }

  /** Where all are refused for the time being, as by a full disk, nothing was done. */
  private static boolean finishesAny(BulkBatch batch, BulkResponse response) {
    return response.failures().size() < response.items()
        || response.failures().stream()
            .anyMatch(
                item ->
                    !Verdict.ofItem(
                            batch.operation(item.position()), item.status(), item.error().type())
                        .mayHeal());
  }

  private static String otherNumber(BulkBatch batch, BulkResponse response) {
    return "a bulk request of "
        + batch.count()
        + " operations was answered with "
        + response.items()
        + " items";
  }

  private boolean divide(BulkBatch batch, long now, BulkResponse response) {
    outage.answered(now);
    boolean alone = batch.count() == 1;
    if (alone) {
      items.refused(batch, new ItemFailure(0, response.status(), response.error()));
    } else {
      if (response.status() == 413) {
        tellTooLarge(batch);
      }
      int middle = batch.count() / 2;
      BulkBatch first = batch.part(0, middle, order);
      BulkBatch second = batch.part(middle, batch.count(), order);
      order.putBackAll();
      ready.addFirst(second);
      ready.addFirst(first);
    }
    ready.recycle(batch);
    return alone;
  }

  /** Once: each batch is as large, and sent many times in ever smaller parts. */
  private void tellTooLarge(BulkBatch batch) {
    if (!toldTooLarge) {
      toldTooLarge = true;
      LOG.warn(
          "A bulk request of {} bytes was refused as too large (413) and is divided, as all such are from now on. That takes longer; set batch.bytes to less than {}.",
          batch.body().size(),
          Advice.LIMITS);
    }
  }

  private void unauthorized(BulkBatch batch, long now, BulkResponse response) {
    if (credentials.mayHeal(now)) {
      outage.failed(now, describe(response));
      ready.addAgain(batch);
    } else {
      fail(
          batch,
          refusal(response)
              + "."
              + credentials.describe(now)
              + " "
              + Advice.forRequest(response.status(), response.error().type()));
    }
  }

  /**
   * The whole batch once more: its ids are the same, so what was indexed already is answered as a
   * duplicate.
   */
  private void retryLimited(BulkBatch batch, long now, String why) {
    int tries = batch.attempts().requestFailed();
    if (tries > Verdict.RETRY_LIMIT) {
      fail(
          batch,
          "A bulk request failed "
              + tries
              + " times, beginning with "
              + batch.describe(0)
              + ": "
              + why
              + ".");
      return;
    }
    outage.failed(now, why);
    ready.addAgain(batch);
  }

  /** Fails the task over a batch, unless nobody waits for it any more. */
  private void fail(BulkBatch batch, String message) {
    if (batch.isAbandoned()) {
      ready.recycle(batch);
    } else {
      failure.set(message, null);
    }
  }

  private static String refusal(BulkResponse response) {
    return "Elasticsearch refused a bulk request: " + describe(response);
  }

  private static String describe(BulkResponse response) {
    return "status " + response.status() + ", " + response.error();
  }
}
