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
    if (reason != null && reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON) + "…";
    }
  }

  @Override
  public String toString() {
    return (type == null ? "no error type" : type) + (reason == null ? "" : ": " + reason);
  }
}
