package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
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

  @Test
  void shouldSayWhatToDo() {
    String message =
        failure(
                Status.PERMISSION_DENIED
                    .withDescription("etcdserver: permission denied")
                    .asRuntimeException())
            .getMessage();
    assertTrue(message.endsWith("Grant the user a role that allows it."), message);
  }
}
