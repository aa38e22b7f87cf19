package io.sluice.connect.elasticsearch.index;

/**
 * A target that documents cannot go to until someone changes the cluster or the configuration. The
 * message says what to change.
 */
public final class UnusableTargetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableTargetException(String message) {
    super(message);
  }
}
