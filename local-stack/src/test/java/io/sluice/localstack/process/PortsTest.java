package io.sluice.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void shouldGiveEachPortOnce() {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ports.add(Ports.free());
    }

    assertEquals(100, ports.size());
  }

  @Test
  void shouldHaveARangeForEachJvmOfTests() {
    assertEquals(0, Ports.range(null));
    assertEquals(1, Ports.range("1"));
    assertEquals(3, Ports.range("3"));
    for (String wrong : List.of("", "0", "4", "two", "-1")) {
      assertThrows(IllegalArgumentException.class, () -> Ports.range(wrong), wrong);
    }
  }

  @Test
  void shouldSeeThatAPortIsTaken() throws IOException {
    int port = Ports.free();
    assertTrue(Ports.isFree(port));
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertFalse(Ports.isFree(taken.getLocalPort()));
    }
  }
}
