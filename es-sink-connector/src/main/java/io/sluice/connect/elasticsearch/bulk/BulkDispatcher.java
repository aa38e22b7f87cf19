package io.sluice.connect.elasticsearch.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * Sends batches, so many at a time, and sends again what must be sent again.
 *
 * <p>A full batch is in one of three places: <em>ready</em> to be sent, <em>in flight</em>, or
 * <em>delayed</em>, which is where operations wait that were refused one by one. From in flight it
 * goes back to ready where the whole request failed (an {@link Outage}), in two halves where it was
 * too much, and else its operations are settled one by one. A batch leaves ready only when each of
 * its targets has been checked.
 *
 * <p>Owned by the task's thread; answers arrive through the {@link Mailbox}.
 */
final class BulkDispatcher {

  private final BulkSettings settings;
  private final BulkTransport transport;
  private final Targets targets;
  private final Outage outage;
  private final ItemOutcomes outcomes;
  private final TaskFailure failure;
  private final Mailbox mailbox;
  private final LongSupplier millis;

  private final Deque<BulkBatch> ready = new ArrayDeque<>();
  private final List<BulkBatch> inFlight = new ArrayList<>();
  private final PriorityQueue<BulkBatch> delayed =
      new PriorityQueue<>(Comparator.comparingLong(BulkBatch::dueAt));
  private final Deque<BulkBatch> spare = new ArrayDeque<>();

  BulkDispatcher(
      BulkSettings settings,
      BulkTransport transport,
      Targets targets,
      Outage outage,
      ItemOutcomes outcomes,
      TaskFailure failure,
      Mailbox mailbox,
      LongSupplier millis) {
    this.settings = settings;
    this.transport = transport;
    this.targets = targets;
    this.outage = outage;
    this.outcomes = outcomes;
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
    while (!failure.isSet() && inFlight.size() < settings.maxInFlight() && permitted()) {
      BulkBatch next = peek();
      if (next == null || !targets.ready(next, inFlight.size())) {
        return;
      }
      (next == delayed.peek() ? delayed : ready).remove(next);
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
    long due = ready.isEmpty() ? delayed.peek().dueAt() : millis.getAsLong();
    return outage.isOn() ? Math.max(due, outage.nextAttempt()) : due;
  }

  int bufferedRecords() {
    return records(ready) + records(inFlight) + records(delayed);
  }

  long bufferedBytes() {
    return bytes(ready) + bytes(inFlight) + bytes(delayed);
  }

  /** Forgets batches that wait and that nobody waits for any more. */
  void dropAbandoned() {
    ready.removeIf(BulkBatch::isAbandoned);
    delayed.removeIf(BulkBatch::isAbandoned);
  }

  private BulkBatch peek() {
    BulkBatch retry = delayed.peek();
    return retry != null && retry.dueAt() <= millis.getAsLong() ? retry : ready.peek();
  }

  private boolean permitted() {
    return outage.permits(millis.getAsLong(), inFlight.size() + targets.checking());
  }

  private void send(BulkBatch batch) {
    inFlight.add(batch);
    transport
        .send(batch.body().array(), batch.body().size())
        .whenCompleteAsync(
            (response, thrown) -> {
              inFlight.remove(batch);
              if (thrown != null) {
                ready.addFirst(batch);
                outage.unanswered(millis.getAsLong(), "A bulk request failed", thrown, failure);
              } else {
                onAnswer(batch, response);
              }
            },
            mailbox);
  }

  private void onAnswer(BulkBatch batch, BulkResponse response) {
    switch (Verdict.ofRequest(response.status(), response.error().type())) {
      case RETRY -> {
        outage.failed(millis.getAsLong(), describe(response));
        ready.addFirst(batch);
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
        BulkBatch again = newBatch();
        if (outcomes.settle(batch, response.failures(), again)) {
          delayed.add(again);
        } else {
          recycle(again);
        }
        outcomes.retriesPending(!delayed.isEmpty());
        recycle(batch);
      }
      default ->
          failure.set(
              "Elasticsearch refused a bulk request: "
                  + describe(response)
                  + ". "
                  + Advice.forRequest(response.status()),
              null);
    }
  }

  /**
   * The whole batch once more: its ids are the same, so what was indexed already is answered as a
   * duplicate.
   */
  private void retryLimited(BulkBatch batch, String why) {
    int tries = batch.limitedAttempts() + 1;
    if (tries > Verdict.RETRY_LIMIT) {
      failure.set(
          "A bulk request failed "
              + tries
              + " times, beginning with "
              + batch.describe(0)
              + ": "
              + why
              + ".",
          null);
      return;
    }
    batch.retryAt(batch.dueAt(), batch.attempts(), tries);
    outage.failed(millis.getAsLong(), why);
    ready.addFirst(batch);
  }

  private void divide(BulkBatch batch, BulkResponse response) {
    outage.answered(millis.getAsLong());
    if (batch.count() == 1) {
      outcomes.refused(batch, describe(response));
    } else {
      int middle = batch.count() / 2;
      ready.addFirst(part(batch, middle, batch.count()));
      ready.addFirst(part(batch, 0, middle));
    }
    recycle(batch);
  }

  private BulkBatch part(BulkBatch batch, int from, int to) {
    BulkBatch part = newBatch();
    for (int i = from; i < to; i++) {
      part.addFrom(batch, i);
    }
    return part;
  }

  private void recycle(BulkBatch batch) {
    // A buffer that one large document has blown up is not kept.
    if (spare.size() < settings.maxInFlight() + 2
        && batch.body().capacity() <= 2L * settings.batchBytes() + 65536) {
      batch.reset(0);
      spare.push(batch);
    }
  }

  private static String describe(BulkResponse response) {
    return "status " + response.status() + ", " + response.error();
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
