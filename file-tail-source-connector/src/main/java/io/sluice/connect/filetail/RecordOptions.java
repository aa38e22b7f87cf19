package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.RecordRules;
import io.sluice.connect.filetail.collect.ValueConverter;
import io.sluice.connect.filetail.record.RecordFormat;
import io.sluice.connect.filetail.record.RecordKey;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What the records hold. */
final class RecordOptions {

  static final String RECORD_FORMAT_CONFIG = "record.format";
  static final String RECORD_FORMAT_DEFAULT = RecordFormat.ECS.optionValue();
  static final String RECORD_FORMAT_DOC =
      "The form of a record's value. ecs: a Struct with the fields of the Elastic Common Schema, for"
          + " a converter that takes Structs (JSON, Avro, Protobuf). json: the same document as ready"
          + " JSON bytes."
          + " line: the line's bytes, with path, offset and host in headers. lines: many whole lines"
          + " in one record, as they stand in the file, with their number in one more header; for the"
          + " highest rate. json, line and lines need"
          + " value.converter=org.apache.kafka.connect.converters.ByteArrayConverter.";

  static final String RECORD_KEY_CONFIG = "record.key";
  static final String RECORD_KEY_DEFAULT = RecordKey.NONE.optionValue();
  static final String RECORD_KEY_DOC =
      "The record's key: none, the file's path, or the host. In a topic of several partitions only"
          + " records of one key keep their order: use path there.";

  static final String LINES_RECORD_BYTES_CONFIG = "lines.record.bytes";
  static final int LINES_RECORD_BYTES_DEFAULT = 64 * 1024;
  static final String LINES_RECORD_BYTES_DOC =
      "The most bytes of whole lines in a record of the format lines. A longer line is a record of"
          + " its own.";

  private static final String GROUP = "Records";

  private final RecordFormat format;
  private final RecordKey key;
  private final int linesRecordBytes;
  private final ValueConverter valueConverter;

  RecordOptions(AbstractConfig config) {
    this.format = EnumOption.value(RecordFormat.class, config, RECORD_FORMAT_CONFIG);
    this.key = EnumOption.value(RecordKey.class, config, RECORD_KEY_CONFIG);
    this.linesRecordBytes = config.getInt(LINES_RECORD_BYTES_CONFIG);
    this.valueConverter = ValueConverter.of((String) config.originals().get(ValueConverter.CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            RECORD_FORMAT_CONFIG,
            Type.STRING,
            RECORD_FORMAT_DEFAULT,
            EnumOption.validator(RecordFormat.class),
            Importance.HIGH,
            RECORD_FORMAT_DOC,
            GROUP,
            1,
            Width.SHORT,
            "Record format")
        .define(
            RECORD_KEY_CONFIG,
            Type.STRING,
            RECORD_KEY_DEFAULT,
            EnumOption.validator(RecordKey.class),
            Importance.MEDIUM,
            RECORD_KEY_DOC,
            GROUP,
            2,
            Width.SHORT,
            "Record key")
        .define(
            LINES_RECORD_BYTES_CONFIG,
            Type.INT,
            LINES_RECORD_BYTES_DEFAULT,
            Range.between(1024, LineOptions.LONGEST_LINE),
            Importance.LOW,
            LINES_RECORD_BYTES_DOC,
            GROUP,
            3,
            Width.SHORT,
            "Bytes of lines in a record");
  }

  RecordFormat format() {
    return format;
  }

  RecordKey key() {
    return key;
  }

  /** The most bytes of whole lines in a record of the format lines. */
  int linesRecordBytes() {
    return linesRecordBytes;
  }

  /** What the entries of a collect list must keep to. */
  RecordRules rules() {
    return new RecordRules(valueConverter, format);
  }

  /** Why the format does not go with the connector's value converter, and what to do. */
  Optional<String> formatProblem() {
    return valueConverter.problem(format);
  }
}
