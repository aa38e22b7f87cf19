package io.sluice.config.etcd;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Turns what jetcd and gRPC throw into an {@link EtcdException} that a person can act on. */
final class EtcdFailure {

  private static final Set<Status.Code> HEALS_BY_ITSELF =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.CANCELLED,
          Status.Code.ABORTED,
          Status.Code.RESOURCE_EXHAUSTED);

  private EtcdFailure() {}

  /**
   * @param asked what was asked, as the end of "etcd at … could not"
   */
  static EtcdException of(EtcdSettings settings, String asked, Throwable failure) {
    Throwable cause = unwrap(failure);
    return new EtcdException(
        "etcd at " + settings.endpoints() + " could not " + asked + ": " + describe(cause),
        isUnavailable(cause),
        cause);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Every distinct message on the way to the root: gRPC hides "connection refused" at its end. */
  static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  /** A refused login is UNAUTHENTICATED too when the login request could not reach the server. */
  private static boolean isUnavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Status status = status(cause);
      if (cause instanceof TimeoutException
          || (status != null && HEALS_BY_ITSELF.contains(status.getCode()))) {
        return true;
      }
    }
    return false;
  }

  private static Status status(Throwable cause) {
    if (cause instanceof StatusRuntimeException runtime) {
      return runtime.getStatus();
    }
    return cause instanceof StatusException checked ? checked.getStatus() : null;
  }
}
