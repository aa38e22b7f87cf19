package io.sluice.connect.filetail.record;

import io.sluice.connect.filetail.file.LineMark;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the records of one file. */
@FunctionalInterface
public interface LineRecords {

  /**
   * @param bytes holds the line, without its line ending; reused after the call
   * @param from index of the line's first byte
   * @param to index behind the line's last byte
   * @param start where the line begins in its file, in bytes
   */
  SourceRecord record(
      byte[] bytes, int from, int to, long start, LineMark mark, Map<String, Object> offset);

  /**
   * @param time updated by its owner before each poll
   */
  static LineRecords of(RecordFormat format, Origin origin, RecordKey key, ReadTime time) {
    return switch (format) {
      case ECS -> new EcsRecords(origin, key, time);
      case JSON -> new JsonRecords(origin, key, time);
      case LINE -> new RawRecords(origin, key, time);
    };
  }
}
