package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Which changes of a list go to running tasks, and what they get, as Connect starts and ends them.
 */
class LiveTasksTest {

  private static final int MAX_TASKS = 2;

  private final FileTailConfig config =
      new FileTailConfig(Map.of("collect.list", "[]", "host", "h"));
  private final LiveTasks tasks = LiveTasks.of("test-" + UUID.randomUUID());
  private final List<LiveTasks.Seat> seats = new ArrayList<>();

  @AfterEach
  void leave() {
    seats.forEach(LiveTasks.Seat::leave);
    tasks.connectorStopped();
  }

  @Test
  void shouldHandAChangeToTheTasksThatItConcerns() throws Exception {
    start(configure("a", "b"));

    assertTrue(change("a", "c"));

    assertEquals(Optional.empty(), paths(0));
    assertEquals(Optional.of(List.of("c")), paths(1));
    assertEquals(Optional.empty(), paths(1), "it was taken");
  }

  @Test
  void shouldLeaveAChangeOfTheNumberOfTasksToConnect() throws Exception {
    start(configure("a"));

    assertFalse(change("a", "b"));
    assertEquals(2, configure("a", "b").size());
    assertFalse(seats.get(0).isCurrent(), "Connect is about to end it");
  }

  @Test
  void shouldLeaveAChangeToConnectWhereATaskIsNotHere() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told.subList(0, 1));

    assertFalse(change("a", "c"));
  }

  /** Until the connector has said what holds, for what Connect has may be old. */
  @Test
  void shouldTakeATaskForCurrentOnceTheConnectorConfirmsItsConfiguration() throws Exception {
    LiveTasks earlier = LiveTasks.of("earlier");
    List<Map<String, String>> stored = earlier.configure(config, entries("a"), MAX_TASKS);
    earlier.connectorStopped();
    LiveTasks again = LiveTasks.of("earlier");
    seats.add(again.join(0, stored.get(0)));
    assertFalse(seats.get(0).isCurrent());

    assertEquals(stored, again.configure(config, entries("a"), MAX_TASKS));
    assertTrue(seats.get(0).isCurrent());
    again.configure(config, entries("b"), MAX_TASKS);
    assertFalse(seats.get(0).isCurrent());
  }

  @Test
  void shouldGiveATaskThatIsStartedAnewWhatTheOneBeforeItHad() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    assertTrue(change("a", "c"));
    seats.get(1).leave();

    seats.set(1, tasks.join(1, told.get(1)));

    assertEquals(Optional.of(List.of("c")), paths(1));
  }

  /** Connect starts one anew without waiting for the one before, which may even start after it. */
  @Test
  void shouldKeepATaskWhoseForerunnerComesLateAndGoes() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    EntryProgress read = new EntryProgress("/var/log/b", "t", 1, "quiet", null, 7L, 0L, null);
    seats.get(1).show(List.of(read));

    LiveTasks.Seat late = tasks.join(1, told.get(1));
    late.leave();

    assertEquals(read, tasks.progress(entries("a", "b")).get(1));
    assertTrue(change("a", "c"));
    assertEquals(Optional.of(List.of("c")), paths(1));
  }

  @Test
  void shouldHandAChangeOverWhileAForerunnerOfAnotherListHasNotGone() throws Exception {
    start(configure("a", "b", "d"));
    seats.add(tasks.join(0, configure("a").get(0)));

    assertTrue(change("c"));
    assertEquals(Optional.of(List.of("c")), paths(2));
    assertFalse(seats.get(0).isCurrent());
  }

  /** It has what Connect was told, and nobody can hand it what came after that. */
  @Test
  void shouldHaveAllStartedAnewWhereATaskIsGoneThatWasNotToldOfByConnect() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    assertTrue(change("a", "c"));
    assertFalse(tasks.areBehind());
    seats.get(1).leave();

    assertFalse(tasks.areBehind(), "it may just be started again");
    assertTrue(tasks.areBehind());
    List<Map<String, String>> newest = configure("a", "c");
    assertEquals(List.of("c"), pathsIn(newest.get(1)));
    assertFalse(tasks.areBehind());
  }

  /** The same list as Connect was told, but the tasks have it in another order by now. */
  @Test
  void shouldHaveConnectSeeADifferenceWhereThereIsOneForATaskThatIsGone() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    assertTrue(change("a", "c"));
    seats.get(1).leave();

    List<Map<String, String>> same = configure("a", "b");

    assertFalse(same.equals(told));
    assertEquals(List.of("b"), pathsIn(same.get(1)));
  }

  @Test
  void shouldGoOnWithTheRunningTasksWhenTheConnectorIsStartedAnew() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    assertTrue(change("a", "c"));
    paths(1);
    tasks.connectorStopped();

    assertEquals(told, configure("a", "b"));
    assertEquals(Optional.of(List.of("b")), paths(1));
  }

  /** Its tasks may have been handed what neither Connect nor the newcomer knows of. */
  @Test
  void shouldHaveAllStartedAnewWhereTheConnectorHasComeWithoutItsTasks() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    start(told);
    assertTrue(change("a", "c"));
    LiveTasks elsewhere = new LiveTasks("of another worker");
    List<Map<String, String>> same = elsewhere.configure(config, entries("a", "b"), MAX_TASKS);
    assertEquals(pathsIn(told.get(1)), pathsIn(same.get(1)));

    assertFalse(elsewhere.areBehind(), "they may be just being started");
    assertTrue(elsewhere.areBehind());
    List<Map<String, String>> renewed = elsewhere.configure(config, entries("a", "b"), MAX_TASKS);
    assertFalse(renewed.equals(same));
    assertEquals(pathsIn(told.get(1)), pathsIn(renewed.get(1)));
    for (int check = 0; check < 3; check++) {
      assertFalse(elsewhere.areBehind(), "they were started with what Connect was told");
    }
    assertEquals(renewed, elsewhere.configure(config, entries("a", "b"), MAX_TASKS));
  }

  @Test
  void shouldNotStartAnewTasksThatComeToTheConnector() throws Exception {
    List<Map<String, String>> told = configure("a", "b");
    assertFalse(tasks.areBehind());
    start(told);
    assertFalse(tasks.areBehind());
    seats.get(1).leave();

    for (int check = 0; check < 3; check++) {
      assertFalse(tasks.areBehind(), "Connect was told all that it had");
    }
    assertEquals(told, configure("a", "b"));
  }

  private List<Map<String, String>> configure(String... names) throws Exception {
    return tasks.configure(config, entries(names), MAX_TASKS);
  }

  private boolean change(String... names) throws Exception {
    return tasks.change(config, entries(names), MAX_TASKS);
  }

  private void start(List<Map<String, String>> configs) {
    configs.forEach(options -> seats.add(tasks.join(seats.size(), options)));
  }

  /** What a task was handed. */
  private Optional<List<String>> paths(int task) {
    return seats.get(task).takeChange().map(LiveTasksTest::paths);
  }

  private static List<String> pathsIn(Map<String, String> options) {
    return paths(new FileTailTaskConfig(options));
  }

  private static List<String> paths(FileTailTaskConfig task) {
    return task.entries().stream()
        .map(entry -> entry.path().substring("/var/log/".length()))
        .toList();
  }

  private List<CollectEntry> entries(String... names) throws Exception {
    List<String> json =
        Stream.of(names)
            .map(name -> "{\"path\":\"/var/log/" + name + "\",\"topic\":\"t\"}")
            .toList();
    return CollectListParser.ofChecked(config.access()).parse(Map.of("list", json.toString()));
  }
}
