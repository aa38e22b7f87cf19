package io.sluice.connect.elasticsearch.bulk;

import io.sluice.benchmarks.loops.LoopLines;
import io.sluice.connect.elasticsearch.document.DocumentWriter;
import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.document.KafkaMetadata;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.index.IndexNameTemplate;
import io.sluice.connect.elasticsearch.index.TopicIndices;
import io.sluice.connect.elasticsearch.metrics.SinkCounts;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the sink does for each record, with an Elasticsearch that has always answered already. In
 * the package of the classes that it drives, which are nobody else's business.
 */
@State(Scope.Thread)
public class BulkLoops {

  private static final TopicPartition PARTITION = new TopicPartition("log.web", 0);

  private final List<byte[]> documents = bytes(LoopLines.documents());
  private final List<byte[]> texts = bytes(LoopLines.accessLog());
  private final DocumentWriter writer = new DocumentWriter(Clock.systemUTC(), KafkaMetadata.NONE);
  private final GrowableBytes out = new GrowableBytes(1 << 20);
  private final BulkSink sink = sink();
  private long offset;

  @Param({"json", "text"})
  private String value;

  /** Documents checked and copied, or made of text. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public int writing() throws MalformedDocumentException {
    out.truncate(0);
    for (SinkRecord record : records()) {
      writer.write(record, out);
    }
    return out.size();
  }

  /** The same as part of a bulk body, sent, answered and counted as done. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public long assembling() {
    sink.put(records());
    return offset;
  }

  /** As a poll brings them; what they cost is part of both figures. */
  private List<SinkRecord> records() {
    List<SinkRecord> records = new ArrayList<>(LoopLines.COUNT);
    for (byte[] bytes : value.equals("json") ? documents : texts) {
      records.add(
          new SinkRecord(
              PARTITION.topic(),
              PARTITION.partition(),
              null,
              null,
              null,
              bytes,
              offset++,
              1_700_000_000_000L,
              TimestampType.CREATE_TIME));
    }
    return records;
  }

  private static List<byte[]> bytes(List<String> lines) {
    return lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Each poll fills one batch, which is what the answers say. */
  private static BulkSink sink() {
    BulkSettings settings =
        new BulkSettings(
            LoopLines.COUNT,
            64 << 20,
            Duration.ofHours(1),
            2,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Optional.empty(),
            NullValueBehavior.IGNORE,
            MalformedDocumentBehavior.FAIL);
    BulkSink sink =
        new BulkSink(
            settings,
            (body, length) ->
                CompletableFuture.completedFuture(
                    new BulkResponse(200, LoopLines.COUNT, List.of(), new ErrorCause(null, null))),
            () -> false,
            new SinkCounts(System::nanoTime),
            new TopicIndices(IndexNameTemplate.parse("{topic}"), Map.of()),
            CreateMode.INDEX,
            OperationSettings.DEFAULT,
            name -> CompletableFuture.completedFuture(null),
            context(),
            new QueueMailbox(),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            () -> 0,
            Clock.systemUTC());
    sink.open(Set.of(PARTITION));
    return sink;
  }

  /** A task that nobody runs. */
  private static SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            BulkLoops.class.getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) ->
                method.getReturnType() == Set.class ? Set.of(PARTITION) : null);
  }
}
