package io.sluice.connect.filetail;

import io.sluice.connect.filetail.file.StartPosition;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where files are begun, how they are followed, and how many a task keeps at hand. */
final class FileOptions {

  static final String START_POSITION_CONFIG = "start.position";
  static final String START_POSITION_DEFAULT = StartPosition.BEGINNING.optionValue();
  static final String START_POSITION_DOC =
      "Where a file is begun that has no offset yet. end is for files that exist when their path is"
          + " taken up, as it is at each start of a task, so also for those that came while the worker"
          + " was down; later ones are read from their beginning.";

  static final String ROTATION_WAIT_MS_CONFIG = "rotation.wait.ms";
  static final long ROTATION_WAIT_MS_DEFAULT = 2000;
  static final String ROTATION_WAIT_MS_DOC =
      "How long a rotated file must have been quiet, and its successor begun, before the successor"
          + " is read, in milliseconds. Its writers must have gone over to the successor by then.";

  static final String MAX_OPEN_FILES_CONFIG = "max.open.files";
  static final int MAX_OPEN_FILES_DEFAULT = 512;
  static final String MAX_OPEN_FILES_DOC =
      "How many files a task keeps open while nothing happens to them; those that were quiet for"
          + " longest are closed, and opened again when they change. Files that are being written or"
          + " rotated are open in any case.";

  static final String METRICS_MAX_FILES_CONFIG = "metrics.max.files";
  static final int METRICS_MAX_FILES_DEFAULT = 200;
  static final String METRICS_MAX_FILES_DOC =
      "How many files of a task have metrics of their own: those that are active first. Each takes"
          + " some 10 kB of the worker's memory. All files count in the task's metrics.";

  static final String GROUP = "Files";

  private final StartPosition startPosition;
  private final Duration rotationWait;
  private final int maxOpen;
  private final int maxWithMetrics;

  FileOptions(AbstractConfig config) {
    this.startPosition = EnumOption.value(StartPosition.class, config, START_POSITION_CONFIG);
    this.rotationWait = Duration.ofMillis(config.getLong(ROTATION_WAIT_MS_CONFIG));
    this.maxOpen = config.getInt(MAX_OPEN_FILES_CONFIG);
    this.maxWithMetrics = config.getInt(METRICS_MAX_FILES_CONFIG);
  }

  static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            START_POSITION_CONFIG,
            Type.STRING,
            START_POSITION_DEFAULT,
            EnumOption.validator(StartPosition.class),
            Importance.MEDIUM,
            START_POSITION_DOC,
            GROUP,
            1,
            Width.SHORT,
            "Start position")
        .define(
            ROTATION_WAIT_MS_CONFIG,
            Type.LONG,
            ROTATION_WAIT_MS_DEFAULT,
            Range.atLeast(0),
            Importance.LOW,
            ROTATION_WAIT_MS_DOC,
            GROUP,
            5,
            Width.SHORT,
            "Rotation wait")
        .define(
            MAX_OPEN_FILES_CONFIG,
            Type.INT,
            MAX_OPEN_FILES_DEFAULT,
            Range.atLeast(1),
            Importance.LOW,
            MAX_OPEN_FILES_DOC,
            GROUP,
            6,
            Width.SHORT,
            "Open files")
        .define(
            METRICS_MAX_FILES_CONFIG,
            Type.INT,
            METRICS_MAX_FILES_DEFAULT,
            Range.atLeast(0),
            Importance.LOW,
            METRICS_MAX_FILES_DOC,
            GROUP,
            7,
            Width.SHORT,
            "Files with metrics");
  }

  /** Where a file is begun whose entry does not say. */
  StartPosition startPosition() {
    return startPosition;
  }

  /** How long a rotated file must have been quiet before its successor is read. */
  Duration rotationWait() {
    return rotationWait;
  }

  /** How many quiet files a task keeps open. */
  int maxOpen() {
    return maxOpen;
  }

  /** How many files of a task have metrics of their own. */
  int maxWithMetrics() {
    return maxWithMetrics;
  }
}
