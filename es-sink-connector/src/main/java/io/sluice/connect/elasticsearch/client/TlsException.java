package io.sluice.connect.elasticsearch.client;

/** TLS cannot be set up as an option says. */
public final class TlsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String option;

  TlsException(String option, String problem, Throwable cause) {
    super(problem, cause);
    this.option = option;
  }

  /** At which it is to be mended. */
  public String option() {
    return option;
  }
}
