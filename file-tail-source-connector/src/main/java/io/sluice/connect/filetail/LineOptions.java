package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.record.RecordFormat;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How long a line may be, and how long its ending may take. */
final class LineOptions {

  static final String MAX_LINE_BYTES_CONFIG = "max.line.bytes";
  static final int MAX_LINE_BYTES_DEFAULT = 1024 * 1024;
  static final String MAX_LINE_BYTES_DOC =
      "The longest line, in bytes without its ending. What happens to a longer one says long.line.";

  static final String LONG_LINE_CONFIG = "long.line";
  static final String LONG_LINE_DEFAULT = LongLine.SPLIT.optionValue();
  static final String LONG_LINE_DOC =
      "split: a longer line is sent in pieces, of which all but the last are marked with the flag"
          + " split. truncate: its beginning is sent, marked truncated, and the rest left out.";

  static final String PARTIAL_LINE_TIMEOUT_MS_CONFIG = "partial.line.timeout.ms";
  static final long PARTIAL_LINE_TIMEOUT_MS_DEFAULT = 0;
  static final String PARTIAL_LINE_TIMEOUT_MS_DOC =
      "After how many milliseconds without growth a last line is sent though its ending has not come."
          + " It is marked with the flag partial, and what is written of it later with the flag"
          + " continued. 0: it waits until it ends, or its file is rotated away.";

  /** The highest limit that can be set, in bytes. */
  static final int LONGEST_LINE = 256 * 1024 * 1024;

  private final LineLimit limit;
  private final Duration partialTimeout;

  LineOptions(AbstractConfig config) {
    this.limit =
        new LineLimit(
            config.getInt(MAX_LINE_BYTES_CONFIG),
            EnumOption.value(LongLine.class, config, LONG_LINE_CONFIG));
    this.partialTimeout = Duration.ofMillis(config.getLong(PARTIAL_LINE_TIMEOUT_MS_CONFIG));
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            MAX_LINE_BYTES_CONFIG,
            Type.INT,
            MAX_LINE_BYTES_DEFAULT,
            Range.between(16, LONGEST_LINE),
            Importance.MEDIUM,
            MAX_LINE_BYTES_DOC,
            FileOptions.GROUP,
            2,
            Width.SHORT,
            "Longest line")
        .define(
            LONG_LINE_CONFIG,
            Type.STRING,
            LONG_LINE_DEFAULT,
            EnumOption.validator(LongLine.class),
            Importance.LOW,
            LONG_LINE_DOC,
            FileOptions.GROUP,
            3,
            Width.SHORT,
            "Longer lines")
        .define(
            PARTIAL_LINE_TIMEOUT_MS_CONFIG,
            Type.LONG,
            PARTIAL_LINE_TIMEOUT_MS_DEFAULT,
            Range.atLeast(0),
            Importance.MEDIUM,
            PARTIAL_LINE_TIMEOUT_MS_DOC,
            FileOptions.GROUP,
            4,
            Width.SHORT,
            "Partial line timeout");
  }

  /** How the lines of an entry's files are read. */
  LineSettings settings(CollectEntry entry, RecordOptions records) {
    if (entry.format().orElse(records.format()) == RecordFormat.LINES) {
      return LineSettings.chunks(
          entry.encoding(), limit, records.linesRecordBytes(), partialTimeout);
    }
    return entry
        .multiline()
        .map(multiline -> LineSettings.groups(entry.encoding(), limit, multiline, partialTimeout))
        .orElseGet(() -> LineSettings.singleLines(entry.encoding(), limit, partialTimeout));
  }
}
