package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends batches, so many at a time.
 *
 * <p>A full batch is in one of three places: among {@link ReadyBatches}, <em>in flight</em>, or
 * among {@link DelayedRetries}, which is where operations wait that were refused one by one. It
 * leaves the first only when each of its targets has been checked, and comes back from in flight
 * where {@link RequestOutcomes} has it sent again.
 *
 * <p>Owned by the task's thread; answers arrive through the {@link Mailbox}.
 */
final class BulkDispatcher {

  private final BulkSettings settings;
  private final BulkTransport transport;
  private final ReadyBatches ready;
  private final Targets targets;
  private final Outage outage;
  private final DelayedRetries delayed;
  private final RequestOutcomes requests;
  private final ItemOutcomes items;
  private final SinkCounts counts;
  private final TaskFailure failure;
  private final Mailbox mailbox;
  private final LongSupplier millis;

  private final List<BulkBatch> inFlight = new ArrayList<>();

  BulkDispatcher(
      BulkSettings settings,
      BulkTransport transport,
      ReadyBatches ready,
      Targets targets,
      Outage outage,
      DelayedRetries delayed,
      RequestOutcomes requests,
      ItemOutcomes items,
      SinkCounts counts,
      TaskFailure failure,
      Mailbox mailbox,
      LongSupplier millis) {
    this.settings = settings;
    this.transport = transport;
    this.ready = ready;
    this.targets = targets;
    this.outage = outage;
    this.delayed = delayed;
    this.requests = requests;
    this.items = items;
    this.counts = counts;
    this.failure = failure;
    this.mailbox = mailbox;
    this.millis = millis;
  }

  /** An empty batch, used before where there is one. */
  BulkBatch newBatch() {
    return ready.newBatch(millis.getAsLong());
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
        ready.removeNext();
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
    return records(ready.all()) + records(inFlight) + delayed.records();
  }

  long bufferedBytes() {
    return bytes(ready.all()) + bytes(inFlight) + delayed.bytes();
  }

  /** The records that wait for others to be taken, and those held behind them. */
  Buffered waitingForOthers() {
    return waitingForOthers(delayed.all())
        .plus(waitingForOthers(inFlight))
        .plus(waitingForOthers(ready.all()));
  }

  private static Buffered waitingForOthers(Iterable<BulkBatch> batches) {
    Buffered sum = Buffered.NONE;
    for (BulkBatch batch : batches) {
      if (batch.attempts().waitForOthers()) {
        sum = sum.plus(Buffered.withHeld(batch));
      }
    }
    return sum;
  }

  /** The operations that met errors of the server; not those of a batch that is being settled. */
  StillRefused stillRefused() {
    StillRefused refused = new StillRefused();
    delayed.all().forEach(refused::add);
    inFlight.forEach(refused::add);
    ready.all().forEach(refused::add);
    return refused;
  }

  /** Forgets operations that wait to be sent and that nobody waits for any more. */
  void dropAbandoned() {
    ready.dropAbandoned();
    delayed.replaceAll(ready::withoutClosed);
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
                requests.unanswered(batch, millis.getAsLong(), thrown);
              } else if (requests.answered(batch, millis.getAsLong(), response)) {
                items.retriesPending(retriesPending());
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

  private boolean retriesPending() {
    return !delayed.isEmpty() || anyRetry(inFlight) || anyRetry(ready.all());
  }

  private static boolean anyRetry(Iterable<BulkBatch> batches) {
    for (BulkBatch batch : batches) {
      if (batch.attempts().areRetries()) {
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
