package io.sluice.benchmarks.loops;

import io.sluice.connect.filetail.line.LineConsumer;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Unfinished;
import io.sluice.connect.filetail.line.Window;
import io.sluice.connect.filetail.record.LineRecords;
import io.sluice.connect.filetail.record.Origin;
import io.sluice.connect.filetail.record.ReadTime;
import io.sluice.connect.filetail.record.RecordFormat;
import io.sluice.connect.filetail.record.RecordKey;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the source does for each line that it has read: find its end, decode it, render it. */
@State(Scope.Thread)
public class LineLoops {

  private static final LineLimit LIMIT = new LineLimit(1 << 20, LongLine.SPLIT);
  private static final int CHUNK_BYTES = 64 * 1024;

  /** As where a task has read on; an offset of its own for each line is not measured here. */
  private static final Map<String, Object> OFFSET = Map.of("position", 0L);

  private static final Window.Places PLACES =
      new Window.Places() {
        @Override
        public long position(long at) {
          return at;
        }

        @Override
        public Map<String, Object> offset(long end) {
          return OFFSET;
        }
      };

  /** The lines in an encoding. */
  @State(Scope.Thread)
  public static class Encoded {

    @Param({"UTF-8", "GBK", "UTF-16LE"})
    private String charset;

    private Log log;

    /** Encodes them. */
    @Setup
    public void encode() {
      Charset encoding = Charset.forName(charset);
      log = new Log(encoding, LineSettings.singleLines(encoding, LIMIT, Duration.ZERO));
    }
  }

  /** The lines as records of a format. */
  @State(Scope.Thread)
  public static class Formatted {

    @Param({"ecs", "json", "line"})
    private String format;

    private Log log;
    private LineRecords records;

    /** As a task does for each of its files. */
    @Setup
    public void open() {
      Origin origin = new Origin("web-1", "/var/log/nginx/access.log", "log.web", Map.of());
      ReadTime time = new ReadTime(Clock.systemUTC());
      log = new Log(StandardCharsets.UTF_8, LineSettings.singleLines(LIMIT));
      records = LineRecords.of(RecordFormat.of(format), origin, RecordKey.NONE, time);
    }
  }

  /** What was read of a file, and how its lines are found. */
  private static final class Log {

    private final byte[] bytes;
    private final LineSettings settings;
    private final Window window = new Window();

    Log(Charset charset, LineSettings settings) {
      this.bytes = (String.join("\n", LoopLines.accessLog()) + "\n").getBytes(charset);
      this.settings = settings;
    }

    int cut(LineConsumer consumer) {
      return settings
          .framing()
          .cut(
              window
                  .over(bytes, 0, bytes.length, 0, false, Unfinished.WAITS, settings.encoding())
                  .to(consumer, PLACES));
    }
  }

  private final Log lines = new Log(StandardCharsets.UTF_8, LineSettings.singleLines(LIMIT));
  private final Log chunks =
      new Log(
          StandardCharsets.UTF_8,
          LineSettings.chunks(StandardCharsets.UTF_8, LIMIT, CHUNK_BYTES, Duration.ZERO));

  /** Lines found, and nothing made of them. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public int splitting(Blackhole sink) {
    return lines.cut(line -> sink.consume(line.to()));
  }

  /** Whole lines found, and copied as a record of many. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public int chunking(Blackhole sink) {
    return chunks.cut(line -> sink.consume(line.bytes()));
  }

  /** Lines found and made text. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public int decoding(Encoded encoded, Blackhole sink) {
    return encoded.log.cut(line -> sink.consume(line.text()));
  }

  /** Lines found and made records. */
  @Benchmark
  @OperationsPerInvocation(LoopLines.COUNT)
  public int rendering(Formatted formatted, Blackhole sink) {
    return formatted.log.cut(line -> sink.consume(formatted.records.record(line)));
  }
}
