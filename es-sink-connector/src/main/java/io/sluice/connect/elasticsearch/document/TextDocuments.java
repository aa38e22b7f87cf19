package io.sluice.connect.elasticsearch.document;

import java.nio.charset.StandardCharsets;

/**
 * Makes a document of text: the text itself where it is exactly one JSON object, and else {@code
 * {"@timestamp", "message"}}, with where the text comes from between them. An instance is used by
 * one thread.
 */
final class TextDocuments {

  private static final byte[] TIMESTAMP = ascii("{\"@timestamp\":\"");
  private static final byte[] MESSAGE = ascii("\",\"message\":\"");
  private static final byte[] MESSAGE_AFTER_ORIGIN = ascii("\"message\":\"");
  private static final byte[] END = ascii("\"}");

  private final JsonObjectScanner scanner = new JsonObjectScanner();
  private final TimestampText timestamps;

  TextDocuments(TimestampText timestamps) {
    this.timestamps = timestamps;
  }

  /**
   * Appends the document of a text.
   *
   * @param millis the time of a text that is no object
   * @param origin where such a text comes from, or null
   */
  void write(byte[] bytes, int from, int to, long millis, LineOrigin origin, GrowableBytes out) {
    if (scanner.isObject(bytes, from, to)) {
      int start = out.size();
      out.write(bytes, from, to - from);
      if (scanner.sawLineBreak()) {
        out.replaceLineBreaks(start);
      }
      return;
    }
    out.write(TIMESTAMP);
    out.write(timestamps.bytes(millis));
    if (origin == null) {
      out.write(MESSAGE);
    } else {
      out.write('"');
      out.write(',');
      origin.write(from, out);
      out.write(MESSAGE_AFTER_ORIGIN);
    }
    if (Utf8.isValid(bytes, from, to)) {
      JsonText.write(bytes, from, to, out);
    } else {
      JsonText.write(new String(bytes, from, to - from, StandardCharsets.UTF_8), out);
    }
    out.write(END);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
