package io.sluice.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A client of a Connect worker's REST API. */
public final class ConnectRest {

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(60);

  private final JsonHttp http;

  public ConnectRest(URI worker) {
    this.http = new JsonHttp(worker);
  }

  /** Creates the connector, or gives it this configuration instead of the one it has. */
  public void put(String connector, Map<String, String> config) {
    change("PUT", "/connectors/" + connector + "/config", JsonHttp.write(config));
  }

  public List<String> connectors() {
    List<String> names = new ArrayList<>();
    http.send("GET", "/connectors", null).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Empty while the connector's status is not known yet, or if there is no such connector. */
  public Optional<ConnectorStatus> status(String connector) {
    try {
      return Optional.of(
          ConnectorStatus.of(http.send("GET", "/connectors/" + connector + "/status", null)));
    } catch (HttpStatusException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The {@code offsets} array, of objects with {@code partition} and {@code offset}. */
  public JsonNode offsets(String connector) {
    return http.send("GET", "/connectors/" + connector + "/offsets", null).path("offsets");
  }

  /**
   * Alters the offsets of a stopped connector.
   *
   * @param offsets JSON text: {@code {"offsets": [{"partition": …, "offset": …}]}}
   */
  public void patchOffsets(String connector, String offsets) {
    change("PATCH", "/connectors/" + connector + "/offsets", offsets);
  }

  /** Forgets the offsets of a stopped connector. */
  public void deleteOffsets(String connector) {
    change("DELETE", "/connectors/" + connector + "/offsets", null);
  }

  /** Deletes the connector; its offsets stay. */
  public void delete(String connector) {
    change("DELETE", "/connectors/" + connector, null);
  }

  /** Restarts the connector and all of its tasks. */
  public void restart(String connector) {
    change("POST", "/connectors/" + connector + "/restart?includeTasks=true", null);
  }

  public void pause(String connector) {
    change("PUT", "/connectors/" + connector + "/pause", null);
  }

  public void resume(String connector) {
    change("PUT", "/connectors/" + connector + "/resume", null);
  }

  /** Ends its tasks without deleting it, as a change of its offsets requires. */
  public void stop(String connector) {
    change("PUT", "/connectors/" + connector + "/stop", null);
  }

  /** The answer to {@code PUT /connector-plugins/X/config/validate}. */
  public JsonNode validate(String pluginClass, Map<String, String> config) {
    return http.send(
        "PUT", "/connector-plugins/" + pluginClass + "/config/validate", JsonHttp.write(config));
  }

  /** Any other request; the path starts with a slash, and a body may be null. */
  public JsonNode request(String method, String path, String body) {
    return http.send(method, path, body);
  }

  /**
   * Waits until the connector and just so many tasks run.
   *
   * @throws IllegalStateException with the trace if the connector or a task fails
   */
  public ConnectorStatus awaitRunning(String connector, int tasks, Duration limit) {
    return awaitRunning(connector, tasks, tasks, limit);
  }

  /**
   * Waits until the connector and no fewer tasks run.
   *
   * @throws IllegalStateException with the trace if the connector or a task fails
   */
  public ConnectorStatus awaitRunningAtLeast(String connector, int tasks, Duration limit) {
    return awaitRunning(connector, tasks, Integer.MAX_VALUE, limit);
  }

  private ConnectorStatus awaitRunning(String connector, int fewest, int most, Duration limit) {
    ConnectorStatus status =
        await(
            connector,
            fewest + (fewest == most ? "" : " or more") + " running tasks",
            limit,
            seen ->
                seen.isFailed()
                    || (seen.isRunning()
                        && seen.tasks().size() >= fewest
                        && seen.tasks().size() <= most));
    if (status.isFailed()) {
      throw new IllegalStateException("Connector " + connector + " failed: " + status.traces());
    }
    return status;
  }

  /** Returns when the connector or one of its tasks is FAILED; its traces say why. */
  public ConnectorStatus awaitFailed(String connector, Duration limit) {
    return await(connector, "a failure", limit, ConnectorStatus::isFailed);
  }

  /** Returns when the connector itself is in that state: PAUSED, STOPPED. */
  public ConnectorStatus awaitState(String connector, String state, Duration limit) {
    return await(connector, "state " + state, limit, seen -> seen.state().equals(state));
  }

  private ConnectorStatus await(
      String connector, String wanted, Duration limit, Predicate<ConnectorStatus> condition) {
    AtomicReference<Optional<ConnectorStatus>> last = new AtomicReference<>(Optional.empty());
    Await.until(
        () -> wanted + " of connector " + connector + "; its last status was " + last.get(),
        limit,
        () -> {
          last.set(status(connector));
          return last.get().filter(condition).isPresent();
        });
    return last.get().orElseThrow();
  }

  /**
   * Whether it is to be asked again: a worker answers 409 while its group rebalances, and fails to
   * write offsets while Kafka has not ended the transaction of a task that was stopped just now
   * (InvalidTxnStateException, in the log alone), or while a sink's task that is stopped has not
   * left its group. A connector that refuses them gives a reason.
   */
  private static boolean passes(HttpStatusException answer) {
    return answer.status() == CONFLICT
        || answer.getMessage().contains("\"Failed to modify offsets for source connector")
        || answer.getMessage().contains("tasks haven't stopped completely yet");
  }

  private void change(String method, String path, String body) {
    Optional<HttpStatusException> refusal =
        Await.value(
            method + " " + path + " when nothing passing is in the way",
            REBALANCE_LIMIT,
            () -> {
              try {
                http.send(method, path, body);
                return Optional.of(Optional.empty());
              } catch (HttpStatusException e) {
                return passes(e) ? Optional.empty() : Optional.of(Optional.of(e));
              }
            });
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
