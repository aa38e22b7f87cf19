package io.sluice.benchmarks.yardstick;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Hands on ready values until there are as many records as were asked for. */
public final class ReadyRecordsSourceTask extends SourceTask {

  private static final long IDLE_MILLIS = 100;
  private static final SchemaAndValue HOST = new SchemaAndValue(Schema.STRING_SCHEMA, "benchmark");

  private final Map<String, String> partition = Map.of("values", "ready");
  private String topic;
  private byte[][] values;
  private long records;
  private int perPoll;
  private SchemaAndValue path;
  private boolean hasHeaders;
  private long written;

  @Override
  public void start(Map<String, String> settings) {
    AbstractConfig config = new AbstractConfig(ReadyRecordsSourceConnector.CONFIG, settings);
    topic = config.getString(ReadyRecordsSourceConnector.TOPIC_CONFIG);
    records = config.getLong(ReadyRecordsSourceConnector.RECORDS_CONFIG);
    perPoll = config.getInt(ReadyRecordsSourceConnector.POLL_RECORDS_CONFIG);
    hasHeaders = config.getBoolean(ReadyRecordsSourceConnector.HEADERS_CONFIG);
    Path file = Path.of(config.getString(ReadyRecordsSourceConnector.VALUES_FILE_CONFIG));
    path = new SchemaAndValue(Schema.STRING_SCHEMA, file.toString());
    try (var lines = Files.lines(file)) {
      values = lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    } catch (IOException e) {
      throw new ConnectException("Cannot read the values in " + file, e);
    }
    if (values.length == 0) {
      throw new ConnectException(file + " is empty");
    }
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (written == records) {
      Thread.sleep(IDLE_MILLIS);
      return null;
    }
    int count = (int) Math.min(perPoll, records - written);
    Map<String, Long> offset = Map.of("position", written + count);
    List<SourceRecord> polled = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Headers headers = headers();
      Schema schema = Schema.BYTES_SCHEMA;
      byte[] value = values[next()];
      polled.add(
          new SourceRecord(
              partition, offset, topic, null, null, null, schema, value, null, headers));
    }
    return polled;
  }

  /** As many as a line of a file has, and as long. */
  private Headers headers() {
    if (!hasHeaders) {
      return null;
    }
    return new ConnectHeaders()
        .add("log.file.path", path)
        .addLong("log.offset", 123_000_000 + written)
        .add("host.name", HOST);
  }

  private int next() {
    return (int) (written++ % values.length);
  }

  @Override
  public void stop() {
    // Nothing to close.
  }

  @Override
  public String version() {
    return "1";
  }
}
