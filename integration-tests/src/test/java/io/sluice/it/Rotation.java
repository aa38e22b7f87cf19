package io.sluice.it;

import java.util.List;

/** A way to set logrotate up, and what the application that writes the log does about it. */
enum Rotation {
  RENAME(Writer.REOPENS_AT_ONCE, "create"),
  RENAME_UNDER_A_WRITER_THAT_STAYS(Writer.REOPENS_LATER, "create"),
  RENAME_WITHOUT_CREATE(Writer.REOPENS_LATER, "nocreate"),
  RENAME_TO_A_DATE(Writer.REOPENS_AT_ONCE, "create", "dateext", "dateformat -%Y%m%d-%H%M%S"),
  DELAYCOMPRESS(Writer.REOPENS_LATER, "create", "compress", "delaycompress"),
  COPYTRUNCATE(Writer.PAUSES, "copytruncate"),
  /** The writer must reopen before it is compressed: logrotate loses what it writes after that. */
  COMPRESS(Writer.REOPENS_AT_ONCE, "create", "compress"),
  COMPRESS_TO_A_DATE(
      Writer.REOPENS_AT_ONCE, "create", "compress", "dateext", "dateformat -%Y%m%d-%H%M%S"),
  COPYTRUNCATE_AND_COMPRESS(Writer.PAUSES, "copytruncate", "compress");

  /** What the application does when its log is rotated. */
  enum Writer {
    /** logrotate tells it in postrotate, and waits until it has opened the new file. */
    REOPENS_AT_ONCE,
    /** It writes on to the old file for a while. */
    REOPENS_LATER,
    /**
     * It knows nothing of the rotation, but writes nothing while it lasts. That is for the test's
     * sake: between the end of the copy and the truncation logrotate loses what is written, whoever
     * reads the log, and no reader can be blamed for it.
     */
    PAUSES
  }

  private final Writer writer;
  private final List<String> directives;

  Rotation(Writer writer, String... directives) {
    this.writer = writer;
    this.directives = List.of(directives);
  }

  Writer writer() {
    return writer;
  }

  List<String> directives() {
    return directives;
  }
}
