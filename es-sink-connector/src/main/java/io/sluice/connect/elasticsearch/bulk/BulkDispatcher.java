package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends batches, so many at a time, and sends again what must be sent again.
 *
 * <p>A full batch is in one of three places: <em>ready</em> to be sent, <em>in flight</em>, or
 * among {@link DelayedRetries}, which is where operations wait that were refused one by one. From
 * in flight it goes back to ready where the whole request failed (an {@link Outage}), in two halves
 * where it was too much, and else its operations are settled one by one. A batch leaves ready only
 * when each of its targets has been checked.
 *
 * <p>Owned by the task's thread; answers arrive through the {@link Mailbox}.
 */
final class BulkDispatcher {

  private final BulkSettings settings;
  private final BulkTransport transport;
  private final Targets targets;
  private final Outage outage;
  private final CredentialWatch credentials;
  private final DelayedRetries delayed;
  private final ItemOutcomes outcomes;
  private final IdOrder order;
  private final SinkCounts counts;
  private final TaskFailure failure;
  private final Mailbox mailbox;
  private final LongSupplier millis;

  private final Deque<BulkBatch> ready = new ArrayDeque<>();
  private final List<BulkBatch> inFlight = new ArrayList<>();
  private final Deque<BulkBatch> spare = new ArrayDeque<>();

  BulkDispatcher(
      BulkSettings settings,
      BulkTransport transport,
      Targets targets,
      Outage outage,
      CredentialWatch credentials,
      DelayedRetries delayed,
      ItemOutcomes outcomes,
      IdOrder order,
      SinkCounts counts,
      TaskFailure failure,
      Mailbox mailbox,
      LongSupplier millis) {
    this.settings = settings;
    this.transport = transport;
    this.targets = targets;
    this.outage = outage;
    this.credentials = credentials;
    this.delayed = delayed;
    this.outcomes = outcomes;
    this.order = order;
    this.counts = counts;
    this.failure = failure;
    this.mailbox = mailbox;
    this.millis = millis;
  }

  /** An empty batch, used before where there is one. */
  BulkBatch newBatch() {
    BulkBatch batch = spare.isEmpty() ? new BulkBatch() : spare.pop();
    batch.reset(millis.getAsLong());
    return batch;
  }

  void submit(BulkBatch batch) {
    ready.addLast(batch);
  }

  /** Sends what can be sent now. */
  void dispatch() {
    if (outage.isOn() && !isWaiting() && ready.isEmpty() && delayed.isEmpty()) {
      // All that it held up was revoked.
      outage.forget();
    }
    while (!failure.isSet() && inFlight.size() < settings.maxInFlight() && permitted()) {
      BulkBatch next = peek();
      if (next == null || !targets.ready(next, inFlight.size())) {
        return;
      }
      if (next == ready.peek()) {
        ready.remove();
      } else {
        delayed.remove(next);
      }
      send(next);
    }
  }

  /** Whether a batch that is submitted now is sent now. */
  boolean hasCapacity() {
    return ready.isEmpty() && inFlight.size() < settings.maxInFlight();
  }

  /** Whether an answer is awaited. */
  boolean isWaiting() {
    return !inFlight.isEmpty() || targets.checking() > 0;
  }

  /** When something is to be sent that no answer will bring about, or {@code Long.MAX_VALUE}. */
  long nextDue() {
    boolean answerComesFirst =
        inFlight.size() >= settings.maxInFlight()
            || targets.checking() > 0
            || (outage.isOn() && isWaiting());
    if (answerComesFirst || (ready.isEmpty() && delayed.isEmpty())) {
      return Long.MAX_VALUE;
    }
    long due = ready.isEmpty() ? delayed.nextDue() : millis.getAsLong();
    return outage.isOn() ? Math.max(due, outage.nextAttempt()) : due;
  }

  int bufferedRecords() {
    return records(ready) + records(inFlight) + delayed.records();
  }

  long bufferedBytes() {
    return bytes(ready) + bytes(inFlight) + delayed.bytes();
  }

  /** Forgets operations that wait to be sent and that nobody waits for any more. */
  void dropAbandoned() {
    for (int left = ready.size(); left > 0; left--) {
      BulkBatch kept = withoutClosed(ready.removeFirst());
      if (!kept.isEmpty()) {
        ready.addLast(kept);
      }
    }
    delayed.replaceAll(this::withoutClosed);
  }

  private BulkBatch withoutClosed(BulkBatch batch) {
    BulkBatch kept = order.withoutClosed(batch);
    if (kept != batch) {
      recycle(batch);
    }
    return kept;
  }

  private BulkBatch peek() {
    BulkBatch retry = delayed.peekDue();
    return retry != null ? retry : ready.peek();
  }

  private boolean permitted() {
    return outage.permits(millis.getAsLong(), inFlight.size() + targets.checking());
  }

  private void send(BulkBatch batch) {
    inFlight.add(batch);
    long started = counts.requestStarted(batch.body().size());
    transport
        .send(batch.body().array(), batch.body().size())
        .whenComplete((response, thrown) -> counts.requestEnded(started, thrown == null))
        .handleAsync(
            (response, thrown) -> {
              inFlight.remove(batch);
              if (thrown != null) {
                counts.add(Metric.REQUESTS_FAILED, 1);
                outage.unanswered(millis.getAsLong(), "A bulk request failed", thrown, failure);
                sendAgain(batch);
              } else {
                onAnswer(batch, response);
              }
              return null;
            },
            mailbox)
        .exceptionally(
            bug -> {
              failure.setBug(bug);
              return null;
            });
  }

  private void onAnswer(BulkBatch batch, BulkResponse response) {
    if (Verdict.ofRequest(response.status(), response.error().type()) != Verdict.INDEXED) {
      counts.add(Metric.REQUESTS_FAILED, 1);
    }
    if (response.status() == 401) {
      unauthorized(batch, response);
      return;
    }
    switch (Verdict.ofRequest(response.status(), response.error().type())) {
      case RETRY -> {
        outage.failed(millis.getAsLong(), describe(response));
        sendAgain(batch);
      }
      case RETRY_LIMITED -> retryLimited(batch, describe(response));
      case DIVIDE -> divide(batch, response);
      case INDEXED -> {
        if (response.items() != batch.count()) {
          String why = response.error().reason();
          retryLimited(
              batch,
              why != null
                  ? why
                  : "a bulk request of "
                      + batch.count()
                      + " operations was answered with "
                      + response.items()
                      + " items");
          return;
        }
        outage.answered(millis.getAsLong());
        credentials.accepted();
        counts.succeeded();
        outcomes.settle(batch, response.failures());
        outcomes.retriesPending(retriesPending());
        recycle(batch);
      }
      default ->
          fail(
              batch,
              "Elasticsearch refused a bulk request: "
                  + describe(response)
                  + ". "
                  + Advice.forRequest(response.status()));
    }
  }

  private void unauthorized(BulkBatch batch, BulkResponse response) {
    long now = millis.getAsLong();
    if (credentials.mayHeal(now)) {
      outage.failed(now, describe(response));
      sendAgain(batch);
    } else {
      fail(
          batch,
          "Elasticsearch refused a bulk request: "
              + describe(response)
              + "."
              + credentials.describe(now)
              + " "
              + Advice.forRequest(response.status()));
    }
  }

  /** Has a batch sent once more, but for what nobody waits for any more. */
  private void sendAgain(BulkBatch batch) {
    BulkBatch kept = withoutClosed(batch);
    if (!kept.isEmpty()) {
      kept.repeated();
      counts.add(Metric.RETRIED, kept.count());
      ready.addFirst(kept);
    }
  }

  /** Fails the task over a batch, unless nobody waits for it any more. */
  private void fail(BulkBatch batch, String message) {
    if (batch.isAbandoned()) {
      recycle(batch);
    } else {
      failure.set(message, null);
    }
  }

  /**
   * The whole batch once more: its ids are the same, so what was indexed already is answered as a
   * duplicate.
   */
  private void retryLimited(BulkBatch batch, String why) {
    int tries = batch.limitedAttempts() + 1;
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
    batch.retryAt(batch.dueAt(), batch.attempts(), tries);
    outage.failed(millis.getAsLong(), why);
    sendAgain(batch);
  }

  private void divide(BulkBatch batch, BulkResponse response) {
    outage.answered(millis.getAsLong());
    if (batch.count() == 1) {
      outcomes.refused(batch, response.error().type(), describe(response));
      outcomes.retriesPending(retriesPending());
    } else {
      int middle = batch.count() / 2;
      BulkBatch first = batch.part(0, middle, order);
      BulkBatch second = batch.part(middle, batch.count(), order);
      order.putBackAll();
      if (!second.isEmpty()) {
        ready.addFirst(second);
      }
      if (!first.isEmpty()) {
        ready.addFirst(first);
      }
    }
    recycle(batch);
  }

  private boolean retriesPending() {
    return !delayed.isEmpty() || anyRetry(inFlight) || anyRetry(ready);
  }

  /** Takes a batch back of which nothing is left to be done. */
  private void recycle(BulkBatch batch) {
    order.settled(batch);
    // Neither one that was made to measure nor one that a large document has blown up is kept.
    int capacity = batch.body().capacity();
    if (spare.size() < settings.maxInFlight() + 2
        && capacity >= BulkBatch.INITIAL_BYTES
        && capacity <= 2L * settings.batchBytes() + BulkBatch.INITIAL_BYTES) {
      batch.reset(0);
      spare.push(batch);
    }
  }

  private static String describe(BulkResponse response) {
    return "status " + response.status() + ", " + response.error();
  }

  private static boolean anyRetry(Iterable<BulkBatch> batches) {
    for (BulkBatch batch : batches) {
      if (batch.isRetry()) {
        return true;
      }
    }
    return false;
  }

  private static int records(Iterable<BulkBatch> batches) {
    int sum = 0;
    for (BulkBatch batch : batches) {
      sum += batch.count();
    }
    return sum;
  }

  private static long bytes(Iterable<BulkBatch> batches) {
    long sum = 0;
    for (BulkBatch batch : batches) {
      sum += batch.body().size();
    }
    return sum;
  }
}
