package io.sluice.connect.elasticsearch.bulk;

/**
 * Elasticsearch's own words about a failure.
 *
 * @param type null where whoever answered gave none, such as a proxy
 * @param reason null likewise; cut to a length that a log can bear
 */
record ErrorCause(String type, String reason) {

  static final ErrorCause UNKNOWN = new ErrorCause(null, null);

  private static final int MAX_REASON = 1000;

  ErrorCause {
    reason = reason == null ? null : cut(reason);
  }

  /** A text of somebody else's, such as a proxy's whole page, at a length that a log can bear. */
  static String cut(String text) {
    return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "…" : text;
  }

  @Override
  public String toString() {
    return (type == null ? "no error type" : type) + (reason == null ? "" : ": " + reason);
  }
}
