package io.sluice.localstack.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BackendTest {

  @Test
  void shouldRunProcessesUnlessToldOtherwise() {
    assertEquals(Backend.PROCESSES, Backend.of(null));
    assertEquals(Backend.PROCESSES, Backend.of(""));
    assertEquals(Backend.PROCESSES, Backend.of("processes"));
    assertEquals(Backend.CONTAINERS, Backend.of("containers"));
  }

  @Test
  void shouldRefuseAnythingElse() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Backend.of("docker"));

    assertEquals(
        "SLUICE_STACK is 'docker': it must be 'processes' or 'containers'", error.getMessage());
  }
}
