package io.sluice.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code GET /connectors/X/status} says.
 *
 * @param state RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED or RESTARTING
 * @param trace why the connector failed; empty if it did not
 */
public record ConnectorStatus(
    String name, String state, String workerId, String trace, List<Task> tasks) {

  /** One task; its fields mean the same. */
  public record Task(int id, String state, String workerId, String trace) {}

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  static ConnectorStatus of(JsonNode json) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : json.path("tasks")) {
      tasks.add(
          new Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              task.path("trace").asText()));
    }
    JsonNode connector = json.path("connector");
    return new ConnectorStatus(
        json.path("name").asText(),
        connector.path("state").asText(),
        connector.path("worker_id").asText(),
        connector.path("trace").asText(),
        tasks);
  }

  /** Whether the connector and at least one task run, and no task does anything else. */
  public boolean isRunning() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** Whether the connector or any of its tasks has failed. */
  public boolean isFailed() {
    return state.equals("FAILED") || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
  }

  /** The traces of the connector and of all tasks that failed, one after another. */
  public String traces() {
    StringBuilder traces = new StringBuilder(trace);
    for (Task task : tasks) {
      if (!task.trace().isEmpty()) {
        traces.append("\ntask ").append(task.id()).append(": ").append(task.trace());
      }
    }
    return traces.toString().strip();
  }
}
