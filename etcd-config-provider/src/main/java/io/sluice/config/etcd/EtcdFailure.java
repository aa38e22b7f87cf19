package io.sluice.config.etcd;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
          Status.Code.INTERNAL,
          Status.Code.ABORTED,
          Status.Code.RESOURCE_EXHAUSTED);

  /** What to do, by what the failure says. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "permission denied",
          "Grant the user a role that allows it.",
          "user name is empty",
          "This etcd has authentication on: set user and password.",
          "authentication failed",
          "Correct user or password.",
          "authentication is not enabled",
          "This etcd has authentication off: leave out user and password.",
          "unable to find valid certification path",
          "Set tls.ca.file to the CA that signed the server's certificate.",
          "subject alternative",
          "Use a host that the server's certificate bears, or name one in tls.authority.",
          "bad_certificate",
          "Set tls.cert.file and tls.key.file to a certificate that the server accepts.",
          "certificate_required",
          "Set tls.cert.file and tls.key.file to a certificate that the server accepts.");

  private EtcdFailure() {}

  /**
   * @param asked what was asked, as the end of "etcd at … could not"
   */
  static EtcdException of(EtcdSettings settings, String asked, Throwable failure) {
    Throwable cause = unwrap(failure);
    return new EtcdException(
        "etcd at " + settings.endpoints() + " could not " + asked + ": " + describe(cause),
        remedy(cause),
        isUnavailable(cause),
        cause);
  }

  private static String remedy(Throwable failure) {
    String text = describe(failure);
    return REMEDIES.entrySet().stream()
        .filter(remedy -> text.contains(remedy.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Each distinct message on the way to the root, where gRPC hides "connection refused"; its first
   * line only, for gRPC goes on about its pipeline.
   */
  static String describe(Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message =
          cause.getMessage() == null || cause.getMessage().isBlank()
              ? cause.getClass().getSimpleName()
              : cause.getMessage().lines().findFirst().orElseThrow();
      if (messages.stream().noneMatch(earlier -> earlier.contains(message))) {
        messages.add(message);
      }
    }
    return String.join(": ", messages);
  }

  /**
   * The whole chain counts: a login is UNAUTHENTICATED also when the request for it did not reach
   * the server, and a connection that closes under a request is UNKNOWN.
   */
  private static boolean isUnavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Status status = status(cause);
      if (cause instanceof TimeoutException
          || cause instanceof IOException
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
