package io.sluice.connect.elasticsearch.template;

import io.sluice.connect.elasticsearch.document.JsonFieldFinder;
import io.sluice.connect.elasticsearch.document.JsonPointer;
import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record, and the document made of it or of one of its lines: what options can refer to. Used by
 * one thread for one record after another.
 */
public final class RecordView {

  private final JsonFieldFinder finder = new JsonFieldFinder();
  private SinkRecord record;
  private byte[] document;
  private int documentStart;

  /** Turns to another record, of which there is no document yet. */
  public void turnTo(SinkRecord newRecord) {
    record = newRecord;
    document = null;
  }

  /**
   * Takes the document.
   *
   * @param bytes of which it begins at {@code start}; not to be changed before the next one
   */
  public void document(byte[] bytes, int start) {
    document = bytes;
    documentStart = start;
  }

  public SinkRecord record() {
    return record;
  }

  /**
   * The text, number or boolean at a place in the document, as text.
   *
   * @throws MalformedDocumentException where there is none
   */
  public String field(JsonPointer pointer) throws MalformedDocumentException {
    if (document == null) {
      throw new IllegalStateException("the document is not written yet");
    }
    return finder.text(document, documentStart, pointer);
  }

  /**
   * The record's time in milliseconds since 1970.
   *
   * @throws MalformedDocumentException where it has none
   */
  public long timestamp() throws MalformedDocumentException {
    Long timestamp = record.timestamp();
    if (timestamp == null || timestamp < 0) {
      throw new MalformedDocumentException("it has no timestamp");
    }
    return timestamp;
  }
}
