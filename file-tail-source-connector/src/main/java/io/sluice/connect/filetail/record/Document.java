package io.sluice.connect.filetail.record;

import java.util.Set;

/** The names in a line's document, from the Elastic Common Schema and Filebeat. */
public final class Document {

  static final String TIMESTAMP = "@timestamp";
  static final String MESSAGE = "message";
  static final String LOG = "log";
  static final String FILE = "file";
  static final String PATH = "path";
  static final String OFFSET = "offset";
  static final String FLAGS = "flags";
  static final String HOST = "host";
  static final String NAME = "name";

  static final String PATH_HEADER = "log.file.path";
  static final String OFFSET_HEADER = "log.offset";
  static final String FLAGS_HEADER = "log.flags";
  static final String HOST_HEADER = "host.name";
  static final String COUNT_HEADER = "log.lines";

  private static final Set<String> OWN_FIELDS = Set.of(TIMESTAMP, MESSAGE, LOG, HOST);

  private Document() {}

  /** Whether a field of the document is the connector's, and no entry may set it. */
  public static boolean isOwn(String field) {
    int dot = field.indexOf('.');
    return OWN_FIELDS.contains(dot < 0 ? field : field.substring(0, dot));
  }
}
