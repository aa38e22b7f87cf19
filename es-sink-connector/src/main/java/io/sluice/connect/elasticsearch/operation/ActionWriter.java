package io.sluice.connect.elasticsearch.operation;

import io.sluice.connect.elasticsearch.document.GrowableBytes;
import io.sluice.connect.elasticsearch.document.JsonText;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.document.ScalarText;
import io.sluice.connect.elasticsearch.template.RecordView;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.nio.charset.StandardCharsets;

/**
 * Writes action lines: the first of the two lines of an operation, which says what is done, to
 * which id and where. An instance is used by one thread.
 */
public final class ActionWriter {

  /** Elasticsearch's limit. It refuses the whole request in which one id is longer. */
  public static final int MAX_ID_BYTES = 512;

  /** There is no line: the whole record is the document. */
  public static final int WHOLE_RECORD = -1;

  private static final byte[] ID = utf8(",\"_id\":\"");
  private static final byte[] ROUTING = utf8(",\"routing\":\"");
  private static final byte[] PIPELINE = utf8(",\"pipeline\":\"");
  private static final byte[] VERSION = utf8(",\"version\":");
  private static final byte[] END = utf8("}}\n");
  private static final byte[] END_AFTER_ID = utf8("\"}}\n");

  /** An update reads, merges and writes: where another writer comes between, it reads again. */
  private static final byte[] UPDATE_END = utf8(",\"retry_on_conflict\":3}}\n");

  private final OperationSettings settings;
  private final TextTemplate routing;
  private final TextTemplate pipeline;
  private final byte[] versionType;
  private final boolean hasOnlyOffsetId;
  private long idHash;

  public ActionWriter(OperationSettings settings) {
    this.settings = settings;
    this.routing = settings.routing().orElse(null);
    this.pipeline = settings.pipeline().orElse(null);
    this.hasOnlyOffsetId =
        settings.id().kind() == IdSource.Kind.OFFSET
            && routing == null
            && pipeline == null
            && settings.version().isNone()
            && settings.method() != WriteMethod.UPSERT;
    this.versionType = utf8(",\"version_type\":\"" + settings.version().type() + "\"");
  }

  /** The beginning of all action lines for one index, but for {@link #startOfOffsetIds}. */
  public static byte[] start(Operation operation, String index) {
    GrowableBytes start = new GrowableBytes(64);
    start.write(operation.start());
    JsonText.write(index, start);
    start.write('"');
    return start.toByteArray();
  }

  /**
   * The beginning of all action lines for one index and one partition, where ids are made of
   * offsets.
   *
   * @param start of {@link #start}
   * @param idPrefix all of the id but the offset
   */
  public static byte[] startOfOffsetIds(byte[] start, String idPrefix) {
    GrowableBytes longer = new GrowableBytes(128);
    longer.write(start);
    longer.write(ID);
    JsonText.write(idPrefix, longer);
    return longer.toByteArray();
  }

  /**
   * Appends an action line with its line feed.
   *
   * @param start of {@link #start} or, where ids are made of offsets, {@link #startOfOffsetIds}
   * @param line the number of the line that is the document, or {@link #WHOLE_RECORD}
   * @throws MalformedDocumentException where the record lacks a part, or the id is too long
   */
  public void write(
      Operation operation, byte[] start, int line, RecordView record, GrowableBytes out)
      throws MalformedDocumentException {
    out.write(start);
    switch (settings.id().kind()) {
      case OFFSET -> {
        out.writeDecimal(record.record().originalKafkaOffset());
        if (line != WHOLE_RECORD) {
          out.write('+');
          out.writeDecimal(line);
        }
        if (hasOnlyOffsetId) {
          out.write(END_AFTER_ID);
          return;
        }
        out.write('"');
      }
      case KEY -> id(ScalarText.ofKey(record.record()), out);
      case FIELD -> id(record.field(settings.id().pointer()), out);
      case GENERATED -> {
        // Elasticsearch makes one.
      }
    }
    if (routing != null) {
      out.write(ROUTING);
      JsonText.write(notEmpty("routing", routing.resolve(record)), out);
      out.write('"');
    }
    if (pipeline != null && operation != Operation.DELETE) {
      out.write(PIPELINE);
      JsonText.write(notEmpty("pipeline", pipeline.resolve(record)), out);
      out.write('"');
    }
    if (!settings.version().isNone()) {
      out.write(VERSION);
      out.writeDecimal(settings.version().of(record));
      out.write(versionType);
    }
    out.write(operation == Operation.UPDATE ? UPDATE_END : END);
  }

  /** A hash of the id last written, where ids can repeat. */
  public long idHash() {
    return idHash;
  }

  private void id(String id, GrowableBytes out) throws MalformedDocumentException {
    notEmpty("id", id);
    out.write(ID);
    int from = out.size();
    JsonText.write(id, out);
    idHash = hash(out.array(), from, out.size());
    if (out.size() - from > MAX_ID_BYTES) {
      // Escapes and all; so it is worth counting.
      int length = id.getBytes(StandardCharsets.UTF_8).length;
      if (length > MAX_ID_BYTES) {
        throw new MalformedDocumentException(
            "its id is " + length + " bytes long, and at most " + MAX_ID_BYTES + " are allowed");
      }
    }
    out.write('"');
  }

  private static String notEmpty(String what, String text) throws MalformedDocumentException {
    if (text.isEmpty()) {
      throw new MalformedDocumentException("its " + what + " is empty");
    }
    return text;
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    for (int at = from; at < to; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
