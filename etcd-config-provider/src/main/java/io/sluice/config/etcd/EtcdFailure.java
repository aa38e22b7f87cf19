package io.sluice.config.etcd;

import static java.util.Map.entry;

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

  /** What the connection is to blame for, or the server that it leads to. */
  private static final Set<Status.Code> NO_ANSWER =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.CANCELLED,
          Status.Code.INTERNAL,
          Status.Code.ABORTED);

  /**
   * An answer about one request: too many of them, one that is too large, or no space left in etcd.
   * The first two may pass, and the last when somebody has seen to it; another connection helps
   * with none.
   */
  private static final Status.Code NOT_NOW = Status.Code.RESOURCE_EXHAUSTED;

  private static final String ACCEPTED_CERTIFICATE =
      "Set tls.cert.file and tls.key.file to a certificate that the server accepts.";

  /**
   * What to do, by what the failure says; the first that is found counts. Of a certificate that a
   * server refuses TLS tells by an alert, and the version of etcd decides by which one. They are
   * last, for the JDK names the alert that it sends itself, as "(certificate_unknown)", before what
   * is wrong with the server's.
   */
  private static final List<Map.Entry<String, String>> REMEDIES =
      List.of(
          entry("permission denied", "Grant %s a role that allows it."),
          entry(
              "database space exceeded",
              "Its database is full: compact and defragment it, or raise its --quota-backend-bytes,"
                  + " then run etcdctl alarm disarm."),
          entry(
              "received message larger than max",
              "Write less, or raise etcd's --max-request-bytes."),
          entry("request is too large", "Write less, or raise etcd's --max-request-bytes."),
          entry("user name is empty", "This etcd has authentication on: set user and password."),
          entry("authentication failed", "Correct user or password."),
          entry(
              "authentication is not enabled",
              "This etcd has authentication off: leave out user and password."),
          entry(
              "unable to find valid certification path",
              "Set tls.ca.file to the CA that signed the server's certificate."),
          entry(
              "subject alternative",
              "Use a host that the server's certificate bears, or name one in tls.authority."),
          entry("bad_certificate", ACCEPTED_CERTIFICATE),
          entry("certificate_required", ACCEPTED_CERTIFICATE),
          entry("certificate_unknown", ACCEPTED_CERTIFICATE),
          entry("unknown_ca", ACCEPTED_CERTIFICATE),
          entry(
              "certificate_expired",
              "The certificate in tls.cert.file has expired: replace it and tls.key.file."));

  private EtcdFailure() {}

  /**
   * @param asked what was asked, as the end of "etcd at … could not"
   */
  static EtcdException of(EtcdSettings settings, String asked, Throwable failure) {
    Throwable cause = unwrap(failure);
    return new EtcdException(
        "etcd at " + settings.endpoints() + " could not " + asked + ": " + describe(cause),
        remedy(cause).formatted(user(settings)),
        isUnavailable(cause),
        cause);
  }

  /**
   * Makes sure that nothing was left out of a snapshot.
   *
   * @throws EtcdException that names the keys that are not text
   */
  static EtcdSnapshot requireText(EtcdSettings settings, EtcdSnapshot snapshot) {
    if (snapshot.notText().isEmpty()) {
      return snapshot;
    }
    throw new EtcdException(
        "etcd at "
            + settings.endpoints()
            + " holds bytes that are not UTF-8 in the name or the value of "
            + String.join(", ", snapshot.notText().keySet()),
        "Write it again as UTF-8 text, or delete it.",
        false,
        null);
  }

  /** Whom etcd takes the client for; a certificate counts where there is no password. */
  private static String user(EtcdSettings settings) {
    return settings
        .credentials()
        .map(credentials -> "the user '" + credentials.user() + "'")
        .or(
            () ->
                settings
                    .tls()
                    .flatMap(EtcdSettings.Tls::clientCertificate)
                    .map(
                        certificate ->
                            "the user that is the CN of the certificate " + certificate.certFile()))
        .orElse("the user");
  }

  static boolean isDenied(EtcdException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      Status status = status(cause);
      if (status != null && status.getCode() == Status.Code.PERMISSION_DENIED) {
        return true;
      }
    }
    return false;
  }

  private static String remedy(Throwable failure) {
    String text = describe(failure);
    return REMEDIES.stream()
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
    return isUnanswered(failure) || isNotNow(failure);
  }

  private static boolean isUnanswered(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Status status = status(cause);
      if (cause instanceof TimeoutException
          || cause instanceof IOException
          || (status != null && NO_ANSWER.contains(status.getCode()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNotNow(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Status status = status(cause);
      if (status != null && status.getCode() == NOT_NOW) {
        return true;
      }
    }
    return false;
  }

  /** Whether the server has answered, if only that it cannot do what was asked for now. */
  static boolean isAnswered(EtcdException failure) {
    return !failure.isUnavailable()
        || (isNotNow(failure.getCause()) && !isUnanswered(failure.getCause()));
  }

  private static Status status(Throwable cause) {
    if (cause instanceof StatusRuntimeException runtime) {
      return runtime.getStatus();
    }
    return cause instanceof StatusException checked ? checked.getStatus() : null;
  }
}
