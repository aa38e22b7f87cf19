package io.sluice.connect.filetail.record;

import io.sluice.connect.filetail.line.Line;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the records of one file. */
@FunctionalInterface
public interface LineRecords {

  /**
   * @param line reused after the call
   */
  SourceRecord record(Line line);

  /**
   * @param time updated by its owner before each poll
   */
  static LineRecords of(RecordFormat format, Origin origin, RecordKey key, ReadTime time) {
    return switch (format) {
      case ECS -> new EcsRecords(origin, key, time);
      case JSON -> new JsonRecords(origin, key, time);
      case LINE, LINES -> new RawRecords(origin, key, time, format);
    };
  }
}
