package io.sluice.localstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {

  @Test
  void shouldRunWhenConnectorAndTasksRun() throws JsonProcessingException {
    ConnectorStatus status = status("RUNNING", "{'id': 0, 'state': 'RUNNING', 'worker_id': 'w'}");

    assertTrue(status.isRunning());
    assertFalse(status.isFailed());
    assertEquals("web", status.name());
    assertEquals("w", status.tasks().get(0).workerId());
  }

  @Test
  void shouldNotRunWithoutTasks() throws JsonProcessingException {
    assertFalse(status("RUNNING", "").isRunning());
  }

  @Test
  void shouldSayWhyATaskFailed() throws JsonProcessingException {
    ConnectorStatus status =
        status(
            "RUNNING",
            "{'id': 0, 'state': 'RUNNING'}, {'id': 1, 'state': 'FAILED', 'trace': 'no disk'}");

    assertTrue(status.isFailed());
    assertFalse(status.isRunning());
    assertEquals("task 1: no disk", status.traces());
  }

  private static ConnectorStatus status(String state, String tasks) throws JsonProcessingException {
    String json =
        "{'name': 'web', 'connector': {'state': '%s'}, 'tasks': [%s]}".formatted(state, tasks);
    return ConnectorStatus.of(JsonHttp.JSON.readTree(json.replace('\'', '"')));
  }
}
