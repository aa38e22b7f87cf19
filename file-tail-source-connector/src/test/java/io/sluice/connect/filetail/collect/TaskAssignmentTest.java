package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskAssignmentTest {

  @Test
  void shouldGiveEachPathATask() {
    List<CollectEntry> entries = entries(3);

    assertEquals(entries.stream().map(List::of).toList(), TaskAssignment.of(entries, 5).tasks());
  }

  @Test
  void shouldPackPathsWhereThereAreMoreThanTasks() {
    List<CollectEntry> e = entries(5);

    assertEquals(
        List.of(List.of(e.get(0), e.get(2), e.get(4)), List.of(e.get(1), e.get(3))),
        TaskAssignment.of(e, 2).tasks());
  }

  @Test
  void shouldMakeNoTaskOfAnEmptyList() {
    assertEquals(List.of(), TaskAssignment.of(List.of(), 4).tasks());
  }

  @Test
  void shouldLeavePathsWhereTheyAreWhenOthersComeAndGo() {
    TaskAssignment three = TaskAssignment.of(entries("a", "b", "c"), 3);

    assertPaths("[[aa], [b], [c]]", three.changedTo(entries("aa", "b", "c"), 3));
    assertPaths("[[a], [z], [c]]", three.changedTo(entries("a", "c", "z"), 3));
    assertPaths("[[a, t], [b], [c]]", three.changedTo(entries("a", "b", "c", "t"), 3));
  }

  @Test
  void shouldGiveNewPathsToTheTaskThatHasFewest() {
    TaskAssignment two = TaskAssignment.of(entries("a", "b", "c"), 2);

    assertPaths("[[a, c, e], [b, d]]", two.changedTo(entries("a", "b", "c", "d", "e"), 2));
    assertPaths("[[a], [b]]", two.changedTo(entries("a", "b"), 2));
  }

  @Test
  void shouldHaveTasksStartedAnewWhereTheirNumberChanges() {
    TaskAssignment two = TaskAssignment.of(entries("a", "b"), 9);

    assertPaths("nothing", two.changedTo(entries("a", "b", "c"), 9));
    assertPaths("nothing", two.changedTo(entries("a"), 9));
    assertPaths("nothing", two.changedTo(entries(), 9));
    assertPaths("[]", TaskAssignment.of(entries(), 9).changedTo(entries(), 9));
  }

  /** What it has read may not be committed when another would go on from there. */
  @Test
  void shouldGiveAPathThatComesBackToTheTaskThatHadIt() {
    Optional<TaskAssignment> without =
        TaskAssignment.of(entries("a", "b", "c", "d"), 2).changedTo(entries("b", "c", "d"), 2);
    assertPaths("[[c], [b, d]]", without);

    assertPaths(
        "[[c, e], [b, d]]", without.flatMap(it -> it.changedTo(entries("b", "c", "d", "e"), 2)));
    Optional<TaskAssignment> full =
        without.flatMap(it -> it.changedTo(entries("b", "c", "d", "e"), 2));
    assertPaths(
        "[[a, c, e], [b, d]]",
        full.flatMap(it -> it.changedTo(entries("a", "b", "c", "d", "e"), 2)));
  }

  @Test
  void shouldGiveAGlobThatMayMeanTheFilesOfARemovedPathToTheTaskThatHadIt() {
    TaskAssignment two = TaskAssignment.of(entries("a.log", "b.log", "c"), 2);

    assertPaths(
        "[[*.log], [b.log]]",
        TaskAssignment.of(entries("a.log", "b.log"), 2).changedTo(entries("*.log", "b.log"), 2));
    assertPaths("nothing", two.changedTo(entries("*.log", "c"), 2));
  }

  @Test
  void shouldHaveTasksStartedAnewWhereOneWouldHaveFarMoreToDoThanAnother() {
    TaskAssignment two = TaskAssignment.of(entries(8), 2);

    assertPaths("[[0, 2, 4], [1]]", two.changedTo(entries("0", "1", "2", "4"), 2));
    assertPaths("nothing", two.changedTo(entries("0", "2", "4", "6"), 2));
  }

  private static void assertPaths(String expected, Optional<TaskAssignment> assignment) {
    String paths =
        assignment
            .map(
                it ->
                    it.tasks().stream()
                        .map(
                            task ->
                                task.stream()
                                    .map(entry -> entry.path().substring("/var/log/".length()))
                                    .toList())
                        .toList()
                        .toString())
            .orElse("nothing");
    assertEquals(expected, paths);
  }

  private static List<CollectEntry> entries(int count) {
    return entries(IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
  }

  /** Ordered by path, as a list is. */
  private static List<CollectEntry> entries(String... names) {
    return Stream.of(names)
        .sorted()
        .map(
            name ->
                new CollectEntry(
                    "/var/log/" + name,
                    List.of(),
                    "t",
                    Optional.empty(),
                    Optional.empty(),
                    StandardCharsets.UTF_8,
                    Optional.empty(),
                    Map.of()))
        .toList();
  }
}
