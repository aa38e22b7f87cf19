package io.sluice.localstack.await;

/** What was waited for did not come in time; the cause, if any, is the last answer. */
public final class AwaitTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AwaitTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
