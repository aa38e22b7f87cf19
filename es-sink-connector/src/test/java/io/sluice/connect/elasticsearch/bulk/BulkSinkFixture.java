package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.connect.elasticsearch.FakeSinkTaskContext;
import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.operation.IdSource;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.ValueFraming;
import io.sluice.connect.elasticsearch.operation.VersionSource;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sink with everything around it made up, and what its tests have in common. */
abstract class BulkSinkFixture {

  static final TopicPartition T0 = new TopicPartition("t", 0);
  static final TopicPartition T1 = new TopicPartition("t", 1);
  static final int BATCH_SIZE = 10;
  static final long LINGER = 100;
  static final long BACKOFF = 100;

  final FakeTransport transport = new FakeTransport();
  final FakeSinkTaskContext context = new FakeSinkTaskContext();
  final FakeTime time = new FakeTime();
  final SinkCounts counts = new SinkCounts(() -> TimeUnit.MILLISECONDS.toNanos(time.now));
  final List<String> ensured = new ArrayList<>();
  Function<String, CompletionStage<Void>> ensurer = name -> CompletableFuture.completedFuture(null);
  CredentialSource credentials = () -> false;
  MalformedDocumentBehavior onMalformed = MalformedDocumentBehavior.FAIL;
  NullValueBehavior onNull = NullValueBehavior.IGNORE;
  CreateMode createMode = CreateMode.INDEX;
  OperationSettings operations = OperationSettings.DEFAULT;
  String index = "{topic}";
  Optional<Duration> retryTimeout = Optional.empty();
  int batchSize = BATCH_SIZE;
  int batchBytes = 100_000;
  BulkSink sink;
  final CapturedLog log = new CapturedLog();

  @BeforeEach
  void muteTheLog() {
    log.start();
  }

  @AfterEach
  void restoreTheLog() {
    log.close();
  }

  BulkSettings settings() {
    return new BulkSettings(
        batchSize,
        batchBytes,
        Duration.ofMillis(LINGER),
        2,
        Duration.ofMillis(BACKOFF),
        Duration.ofSeconds(10),
        retryTimeout,
        onNull,
        onMalformed);
  }

  BulkSink start() {
    context.assignment.addAll(Set.of(T0, T1));
    sink =
        new BulkSink(
            settings(),
            transport,
            () -> credentials.renew(),
            counts,
            new TopicIndices(IndexNameTemplate.parse(index), Map.of()),
            createMode,
            operations,
            name -> {
              ensured.add(name);
              return ensurer.apply(name);
            },
            context,
            time,
            time,
            () -> 0,
            Clock.systemUTC());
    sink.open(context.assignment);
    return sink;
  }

  void linger() {
    time.now += LINGER;
    sink.put(List.of());
    sink.put(List.of());
  }

  void repeat(int times) {
    for (int i = 0; i < times; i++) {
      time.now += 10_000;
      sink.put(List.of());
    }
  }

  /** A batch of documents, and time for retries, so many times. */
  void putMore(int times) {
    for (int i = 0; i < times; i++) {
      time.now += 1500;
      sink.put(records((long) i * batchSize, (i + 1L) * batchSize));
      time.now += 1500;
      sink.put(List.of());
    }
  }

  long preCommit(TopicPartition partition, long consumed) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    offsets.put(partition, new OffsetAndMetadata(consumed));
    return sink.preCommit(offsets).get(partition).offset();
  }

  static String failureOf(Runnable action) {
    String message =
        assertThrows(org.apache.kafka.connect.errors.ConnectException.class, action::run)
            .getMessage();
    assertFalse(message.isBlank());
    return message;
  }

  static List<SinkRecord> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(offset -> record(T0, offset, "{\"n\":" + offset + "}"))
        .toList();
  }

  static List<Long> offsets(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  static SinkRecord record(TopicPartition partition, long offset, Object value) {
    return new SinkRecord(
        partition.topic(),
        partition.partition(),
        null,
        null,
        null,
        value,
        offset,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME);
  }

  static SinkRecord keyed(long offset, Object key, Object value) {
    return new SinkRecord(
        T0.topic(),
        T0.partition(),
        null,
        key,
        null,
        value,
        offset,
        1_700_000_000_000L + offset / 2,
        TimestampType.CREATE_TIME);
  }

  /** Documents whose ids are the keys of their records. */
  static OperationSettings byKey(WriteMethod method) {
    return byKey(method, VersionSource.NONE);
  }

  static OperationSettings byKey(WriteMethod method, VersionSource version) {
    return new OperationSettings(
        IdSource.KEY,
        method,
        version,
        Optional.empty(),
        Optional.empty(),
        method == WriteMethod.INDEX,
        ValueFraming.RECORD,
        KafkaMetadata.NONE);
  }

  static String json(int length) {
    return "{\"x\":\"" + "y".repeat(length - 8) + "\"}";
  }
}
