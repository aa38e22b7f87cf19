package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.sluice.config.etcd.EtcdSettings.ClientCertificate;
import io.sluice.config.etcd.EtcdSettings.Credentials;
import io.sluice.config.etcd.EtcdSettings.Tls;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class EtcdFailureTest {

  private static EtcdException failure(Throwable cause) {
    return EtcdFailure.of(Fixtures.settings(Duration.ofSeconds(1)), "read /a", cause);
  }

  @Test
  void shouldTellWhereWhatAndTheRootCause() {
    Throwable cause =
        Status.UNAVAILABLE
            .withDescription("io exception\nChannel Pipeline: [x]")
            .withCause(new ConnectException("Connection refused"))
            .asRuntimeException();
    assertEquals(
        "etcd at [http://etcd:2379] could not read /a: UNAVAILABLE: io exception: Connection refused",
        failure(new ExecutionException(cause)).getMessage());
  }

  @Test
  void shouldTellWhatHealsByItselfFromARefusal() {
    assertTrue(failure(new TimeoutException("late")).isUnavailable());
    assertTrue(failure(Status.UNAVAILABLE.asException()).isUnavailable());
    assertTrue(
        failure(Status.UNKNOWN.withCause(new ClosedChannelException()).asRuntimeException())
            .isUnavailable());
    assertFalse(failure(Status.UNKNOWN.asRuntimeException()).isUnavailable());
    assertFalse(failure(Status.PERMISSION_DENIED.asRuntimeException()).isUnavailable());
    assertFalse(failure(Status.UNAUTHENTICATED.asRuntimeException()).isUnavailable());
    assertTrue(
        failure(
                Status.UNAUTHENTICATED
                    .withCause(Status.UNAVAILABLE.asRuntimeException())
                    .asRuntimeException())
            .isUnavailable());
  }

  /** Another connection would not help, and the watches of all who share this one would break. */
  @Test
  void shouldTellAnAnswerAboutOneRequestFromAConnectionThatFails() {
    EtcdException full =
        failure(
            Status.RESOURCE_EXHAUSTED
                .withDescription("etcdserver: mvcc: database space exceeded")
                .asRuntimeException());

    assertTrue(full.isUnavailable());
    assertTrue(EtcdFailure.isAnswered(full));
    assertTrue(full.getMessage().contains("Its database is full: "), full.getMessage());
    assertTrue(EtcdFailure.isAnswered(failure(Status.PERMISSION_DENIED.asRuntimeException())));
    assertFalse(EtcdFailure.isAnswered(failure(Status.UNAVAILABLE.asRuntimeException())));
    assertFalse(
        EtcdFailure.isAnswered(
            failure(
                Status.RESOURCE_EXHAUSTED
                    .withCause(new ClosedChannelException())
                    .asRuntimeException())));
  }

  private static final Throwable DENIED =
      Status.PERMISSION_DENIED.withDescription("etcdserver: permission denied").asException();

  private static String denied(Optional<Credentials> credentials, Optional<Tls> tls) {
    URI endpoint = URI.create(tls.isPresent() ? "https://etcd:2379" : "http://etcd:2379");
    return EtcdFailure.of(
            new EtcdSettings(List.of(endpoint), credentials, tls, Duration.ofSeconds(1)),
            "read /a",
            DENIED)
        .getMessage();
  }

  @Test
  void shouldSayWhatToDoAndForWhom() {
    Tls tls =
        new Tls(
            Optional.empty(),
            Optional.of(new ClientCertificate(Path.of("/web-1.pem"), Path.of("/web-1.key"))),
            Optional.empty());
    Credentials credentials = new Credentials("web-1", new Password("secret"));

    assertTrue(
        failure(DENIED).getMessage().endsWith("denied. Grant the user a role that allows it."));
    assertTrue(
        denied(Optional.of(credentials), Optional.of(tls))
            .endsWith("Grant the user 'web-1' a role that allows it."));
    assertTrue(
        denied(Optional.empty(), Optional.of(tls))
            .endsWith(
                "the user that is the CN of the certificate /web-1.pem a role that allows it."));
  }

  /** By which alert a server refuses a certificate depends on its version. */
  @Test
  void shouldSayWhatToDoByWhicheverAlertTheCertificateIsRefused() {
    for (String alert :
        List.of("bad_certificate", "certificate_required", "certificate_unknown", "unknown_ca")) {
      assertTrue(
          alert(alert).endsWith("tls.key.file to a certificate that the server accepts."), alert);
    }
    assertTrue(alert("certificate_expired").contains("tls.cert.file has expired: replace it"));
  }

  /** The JDK puts the alert that it sends to the server before what is wrong, or does not. */
  @Test
  void shouldBlameTheAuthorityWhereTheClientItselfRefusesACertificate() {
    for (String prefix : List.of("", "(certificate_unknown) ")) {
      assertTrue(
          handshake(prefix + "PKIX path building failed: unable to find valid certification path")
              .endsWith("Set tls.ca.file to the CA that signed the server's certificate."),
          prefix);
      assertTrue(
          handshake(prefix + "No subject alternative names matching IP address 10.0.0.1 found")
              .endsWith("or name one in tls.authority."),
          prefix);
    }
  }

  private static String alert(String name) {
    return handshake("Received fatal alert: " + name);
  }

  private static String handshake(String message) {
    return failure(
            Status.UNAVAILABLE.withCause(new SSLHandshakeException(message)).asRuntimeException())
        .getMessage();
  }
}
