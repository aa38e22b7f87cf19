package io.sluice.connect.elasticsearch.document;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where the lines of a record come from, as the headers of the FileTailSourceConnector say, in the
 * form of its documents: {@code log.file.path}, {@code log.offset}, {@code log.flags} and {@code
 * host.name}. What a record has no header for is left out. An instance is used by one thread.
 */
final class LineOrigin {

  private static final byte[] OFFSET = utf8("\"offset\":");
  private static final int NONE = -1;

  private final GrowableBytes beforeOffset = new GrowableBytes(256);
  private final GrowableBytes afterOffset = new GrowableBytes(128);
  private long firstOffset;

  /** Takes the headers of a record, once for all of its lines. */
  void begin(SinkRecord record) {
    beforeOffset.truncate(0);
    afterOffset.truncate(0);
    String path = text(record.headers(), "log.file.path");
    String flags = text(record.headers(), "log.flags");
    String host = text(record.headers(), "host.name");
    firstOffset = number(record.headers().lastWithName("log.offset"));
    if (path != null || flags != null || firstOffset != NONE) {
      log(path, flags);
    }
    if (host != null) {
      afterOffset.write(utf8("\"host\":{\"name\":\""));
      JsonText.write(host, afterOffset);
      afterOffset.write(utf8("\"},"));
    }
  }

  private void log(String path, String flags) {
    beforeOffset.write(utf8("\"log\":{"));
    String separator = "";
    if (path != null) {
      beforeOffset.write(utf8("\"file\":{\"path\":\""));
      JsonText.write(path, beforeOffset);
      beforeOffset.write(utf8("\"}"));
      separator = ",";
    }
    if (flags != null) {
      beforeOffset.write(utf8(separator + "\"flags\":["));
      String opening = "\"";
      for (String flag : flags.split(",")) {
        beforeOffset.write(utf8(opening));
        JsonText.write(flag, beforeOffset);
        beforeOffset.write(utf8("\""));
        opening = ",\"";
      }
      beforeOffset.write(utf8("]"));
      separator = ",";
    }
    if (firstOffset != NONE) {
      beforeOffset.write(utf8(separator));
    }
    afterOffset.write(utf8("},"));
  }

  /**
   * Writes the fields of a line, each with the comma that follows it.
   *
   * @param position of the line's first byte in the record's value
   */
  void write(int position, GrowableBytes out) {
    out.write(beforeOffset.array(), 0, beforeOffset.size());
    if (firstOffset != NONE) {
      out.write(OFFSET);
      out.writeDecimal(firstOffset + position);
    }
    out.write(afterOffset.array(), 0, afterOffset.size());
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastWithName(name);
    return header == null ? null : ScalarText.orNull(header.value());
  }

  /** Converters make of a number what they will: a number of some size, or text. */
  private static long number(Header header) {
    String text = header == null ? null : ScalarText.orNull(header.value());
    if (text == null || !text.matches("\\d{1,18}")) {
      return NONE;
    }
    return Long.parseLong(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
