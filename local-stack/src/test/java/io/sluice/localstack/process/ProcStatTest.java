package io.sluice.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcStatTest {

  private static final String LINE =
      "4711 (a (b) c) %s 1 4711 4710 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 %d 0 98765 1 1";

  @Test
  void shouldReadANameWithBlanksAndBrackets() {
    assertEquals(new ProcStat(4711, 'S', 4710, 3, 98765), ProcStat.parse(LINE.formatted("S", 3)));
  }

  @Test
  void shouldTakeAZombieForAliveWhileItHasThreads() {
    assertTrue(ProcStat.parse(LINE.formatted("Z", 2)).isAlive());
    assertFalse(ProcStat.parse(LINE.formatted("Z", 1)).isAlive());
  }

  @Test
  void shouldFindThisJvm() {
    long pid = ProcessHandle.current().pid();

    assertEquals(pid, ProcStat.of(pid).orElseThrow().pid());
  }
}
