package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.document.DocumentWriter;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.TargetEnsurer;
import io.sluice.connect.elasticsearch.index.TemplateInstaller;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.metrics.Metric;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Takes the records that Connect puts, and says how far they are indexed.
 *
 * <p>There is one thread here, Connect's task thread. It owns all state: it makes documents of
 * records as they come, fills batches and starts requests. The HTTP client's I/O thread carries the
 * bytes, reads the answers, and leaves each in a {@link Mailbox}, which the task's thread empties
 * whenever Connect calls: in {@link #put} and in {@link #preCommit}. So that Connect calls soon
 * enough, also when no records come, each call ends with {@code context.timeout}, which bounds
 * Connect's wait for records by the next thing due: a batch that has lingered, a retry, an answer.
 *
 * <p>All records that are put are taken, so nothing is ever redelivered. When more is buffered than
 * {@link BulkSettings} allows, {@code put} waits for answers, for half a second at most, and then
 * pauses the consumer; the consumer still polls, keeps its place in the group, and goes on when
 * half of the buffer is free. An Elasticsearch that is down for a day is therefore a paused
 * consumer for a day, and no error.
 *
 * <p>Documents go out in any order, but for those that can have the same id: see {@link IdOrder}.
 *
 * <p>An offset is committed when each record up to it is finished: indexed, found there already,
 * passed over, or in the dead letter queue. {@code preCommit} gives the answers under way a moment
 * to arrive, a short one where it is called often. It is the last call before partitions are
 * revoked whose result is committed, which is why {@link #close} has nothing to wait for: it
 * forgets, and the next owner sends again what was not committed, under the same ids.
 */
public final class BulkSink {

  private static final long MAX_WAIT_IN_PUT = 500;
  private static final long MAX_WAIT_IN_PRE_COMMIT = 1000;

  /**
   * Such a part of the time at most is spent in waiting there, for no records are taken meanwhile.
   */
  private static final long PRE_COMMIT_SHARE = 5;

  /** So full at most the buffer must be for a paused consumer to go on. */
  private static final double ENOUGH_ROOM = 0.5;

  /**
   * Connect's wait for records cannot be woken by an answer, so it is cut short while one is due.
   */
  private static final long ANSWER_POLL = 50;

  private final BulkSettings settings;
  private final ValueFraming framing;
  private final LongSupplier millis;
  private final SinkTaskContext context;
  private final Mailbox mailbox;
  private final SinkCounts counts;
  private final TaskFailure failure = new TaskFailure();
  private final SourcePartitions partitions = new SourcePartitions();
  private final Rejections rejections;
  private final FlowControl flow;
  private final Outage outage;
  private final Targets targets;
  private final BulkDispatcher dispatcher;
  private final RecordIntake intake;

  /** When the last one was over. */
  private long lastPreCommit;

  /**
   * A sink that sends through this connection.
   *
   * @param credentials where those of the connection come from
   * @param counts to be told of all that happens
   * @param templates installs one where a target has none; or nothing
   * @param requestTimeout after which the connection gives up on an answer
   * @param compression of the requests
   */
  public static BulkSink over(
      ElasticsearchConnection connection,
      CredentialSource credentials,
      SinkCounts counts,
      BulkSettings settings,
      TopicIndices topicIndices,
      CreateMode createMode,
      OperationSettings operations,
      Optional<TemplateInstaller> templates,
      Duration requestTimeout,
      Compression compression,
      SinkTaskContext context) {
    TargetEnsurer targets = new TargetEnsurer(connection.client(), createMode, operations.method());
    Function<String, CompletionStage<Void>> ensurer =
        templates
            .<Function<String, CompletionStage<Void>>>map(
                installer ->
                    name -> installer.install(name).thenCompose(done -> targets.ensure(name)))
            .orElse(targets::ensure);
    return new BulkSink(
        settings,
        new RestBulkTransport(connection.restClient(), requestTimeout, compression),
        credentials,
        counts,
        topicIndices,
        createMode,
        operations,
        ensurer,
        context,
        new QueueMailbox(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        () -> ThreadLocalRandom.current().nextDouble(),
        Clock.systemUTC());
  }

  BulkSink(
      BulkSettings settings,
      BulkTransport transport,
      CredentialSource credentials,
      SinkCounts counts,
      TopicIndices topicIndices,
      CreateMode createMode,
      OperationSettings operations,
      Function<String, CompletionStage<Void>> ensurer,
      SinkTaskContext context,
      Mailbox mailbox,
      LongSupplier millis,
      DoubleSupplier jitter,
      Clock clock) {
    this.settings = settings;
    this.framing = operations.framing();
    this.millis = millis;
    this.lastPreCommit = millis.getAsLong() - PRE_COMMIT_SHARE * MAX_WAIT_IN_PRE_COMMIT;
    this.context = context;
    this.mailbox = mailbox;
    this.counts = counts;
    Backoff backoff = new Backoff(settings.retryBackoff(), settings.retryBackoffMax(), jitter);
    rejections =
        new Rejections(
            settings,
            settings.onMalformedDocuments() == MalformedDocumentBehavior.REPORT
                ? context.errantRecordReporter()
                : null,
            failure,
            counts);
    flow = new FlowControl(context);
    RetryTimeout timeout = new RetryTimeout(settings.retryTimeout(), failure);
    outage = new Outage(backoff, timeout);
    CredentialWatch watch = new CredentialWatch(credentials);
    targets = new Targets(topicIndices, ensurer, outage, watch, failure, mailbox, millis);
    DelayedRetries retries = new DelayedRetries(settings, backoff, timeout, millis);
    IdOrder order = new IdOrder(operations.method() == WriteMethod.CREATE);
    ItemOutcomes outcomes =
        new ItemOutcomes(
            createMode,
            operations.pipeline(),
            rejections,
            backoff,
            retries,
            order,
            new ServerErrors(rejections, timeout, this::othersLackRoom, this::stillRefused, millis),
            failure,
            counts,
            millis);
    ReadyBatches ready = new ReadyBatches(settings, order, counts);
    RequestOutcomes requests =
        new RequestOutcomes(ready, outcomes, order, outage, watch, counts, failure);
    dispatcher =
        new BulkDispatcher(
            settings, transport, ready, targets, outage, retries, requests, outcomes, counts,
            failure, mailbox, millis);
    intake =
        new RecordIntake(
            settings,
            operations,
            partitions,
            targets,
            new DocumentWriter(clock, operations.metadata()),
            order,
            rejections,
            dispatcher,
            failure,
            counts);
  }

  /**
   * Takes records, and sees to everything else that is due.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException where something went wrong that cannot
   *     heal
   */
  public void put(Collection<SinkRecord> records) {
    failure.throwIfSet();
    advance();
    for (SinkRecord record : records) {
      intake.accept(record);
      if (framing == ValueFraming.LINES) {
        // A poll of such records fills many batches; those answered meanwhile are used again.
        advance();
      }
      failure.throwIfSet();
    }
    advance();
    awaitRoom();
    if (fill() > 1) {
      flow.pause();
    } else if (fill() <= ENOUGH_ROOM) {
      flow.resume();
    }
    failure.throwIfSet();
    requestCall();
  }

  /** The offsets that may be committed. Never throws what went wrong: see {@link TaskFailure}. */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    intake.seal();
    advance();
    long now = millis.getAsLong();
    long deadline =
        now + Math.min(MAX_WAIT_IN_PRE_COMMIT, (now - lastPreCommit) / PRE_COMMIT_SHARE);
    while (dispatcher.isWaiting() && !outage.isOn() && !failure.isSet() && awaitAnswer(deadline)) {
      advance();
      // What was held for an id and is not any more.
      intake.seal();
    }
    lastPreCommit = millis.getAsLong();
    requestCall();
    return partitions.committable(consumed);
  }

  public void open(Collection<TopicPartition> added) {
    flow.opened(added);
  }

  /** Forgets partitions; answers that still come for them are ignored. */
  public void close(Collection<TopicPartition> revoked) {
    partitions.close(revoked);
    intake.dropAbandoned();
    dispatcher.dropAbandoned();
    targets.partitionsClosed();
  }

  /** Does all that can be done without waiting. */
  private void advance() {
    while (mailbox.runNext(0)) {
      // Each entry has done its work by now.
    }
    rejections.collectReports();
    intake.addReleased();
    dispatcher.dispatch();
    intake.sealLingering(millis.getAsLong());
  }

  private void awaitRoom() {
    double enough = flow.isPaused() ? ENOUGH_ROOM : 1;
    long deadline = millis.getAsLong() + MAX_WAIT_IN_PUT;
    while (fill() > enough
        && dispatcher.isWaiting()
        && !failure.isSet()
        && awaitAnswer(Math.min(deadline, dispatcher.nextDue()))) {
      advance();
    }
  }

  /** Waits for one answer and deals with it; false where the time was up before. */
  private boolean awaitAnswer(long deadline) {
    long left = deadline - millis.getAsLong();
    return left > 0 && mailbox.runNext(left);
  }

  /** How full the buffer is: 1 is as full as it may be. */
  private double fill() {
    return buffered().share(settings);
  }

  private Buffered buffered() {
    return new Buffered(
        intake.bufferedRecords() + dispatcher.bufferedRecords() + rejections.pendingReports(),
        intake.bufferedBytes() + dispatcher.bufferedBytes());
  }

  /**
   * Whether documents that wait for others to be taken keep these out: the consumer is paused, and
   * will be for as long as they alone fill more than the half of the buffer that must be free.
   *
   * @param more of them, beside those that the dispatcher has
   */
  private boolean othersLackRoom(Buffered more) {
    return flow.isPaused()
        && dispatcher.waitingForOthers().plus(more).share(settings) > ENOUGH_ROOM;
  }

  private StillRefused stillRefused() {
    return dispatcher.stillRefused();
  }

  private void measure() {
    Buffered buffered = buffered();
    counts.set(Metric.BUFFERED_RECORDS, buffered.records());
    counts.set(Metric.BUFFERED_BYTES, buffered.bytes());
    counts.set(Metric.PAUSED, flow.pausedPartitions());
    counts.set(Metric.OLDEST_UNFINISHED, partitions.longestStuck(millis.getAsLong()));
  }

  /** Has Connect call again when the next thing is due. */
  private void requestCall() {
    measure();
    if (failure.isSet()) {
      // Only put can throw it.
      context.timeout(1);
      return;
    }
    long now = millis.getAsLong();
    long due = Math.min(dispatcher.nextDue(), intake.lingerDue());
    if (dispatcher.isWaiting()) {
      // While paused it is put that waits for answers.
      due = Math.min(due, now + (flow.isPaused() ? 1 : ANSWER_POLL));
    }
    if (rejections.pendingReports() > 0) {
      due = Math.min(due, now + ANSWER_POLL);
    }
    if (due != Long.MAX_VALUE) {
      context.timeout(Math.max(1, due - now));
    }
  }
}
