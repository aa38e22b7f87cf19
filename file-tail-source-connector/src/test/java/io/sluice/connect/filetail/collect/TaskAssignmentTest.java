package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TaskAssignmentTest {

  private long now = Long.MAX_VALUE - 5;

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

    assertPaths("[[aa], [b], [c]]", three.changedTo(entries("aa", "b", "c"), 3, now));
    assertPaths("[[a], [z], [c]]", three.changedTo(entries("a", "c", "z"), 3, now));
    assertPaths("[[a, t], [b], [c]]", three.changedTo(entries("a", "b", "c", "t"), 3, now));
  }

  @Test
  void shouldGiveNewPathsToTheTaskThatHasFewest() {
    TaskAssignment two = TaskAssignment.of(entries("a", "b", "c"), 2);

    assertPaths("[[a, c, e], [b, d]]", two.changedTo(entries("a", "b", "c", "d", "e"), 2, now));
    assertPaths("[[a], [b]]", two.changedTo(entries("a", "b"), 2, now));
  }

  @Test
  void shouldHaveTasksStartedAnewWhereTheirNumberChanges() {
    TaskAssignment two = TaskAssignment.of(entries("a", "b"), 9);

    assertPaths("nothing", two.changedTo(entries("a", "b", "c"), 9, now));
    assertPaths("nothing", two.changedTo(entries("a"), 9, now));
    assertPaths("nothing", two.changedTo(entries(), 9, now));
    assertPaths("[]", TaskAssignment.of(entries(), 9).changedTo(entries(), 9, now));
  }

  /** What it has read may not be committed when another would go on from there. */
  @Test
  void shouldGiveAPathThatComesBackToTheTaskThatHadIt() {
    Optional<TaskAssignment> without =
        TaskAssignment.of(entries("a", "b", "c", "d"), 2).changedTo(entries("b", "c", "d"), 2, now);
    assertPaths("[[c], [b, d]]", without);

    assertPaths(
        "[[c, e], [b, d]]",
        without.flatMap(it -> it.changedTo(entries("b", "c", "d", "e"), 2, now)));
    Optional<TaskAssignment> full =
        without.flatMap(it -> it.changedTo(entries("b", "c", "d", "e"), 2, now));
    assertPaths(
        "[[a, c, e], [b, d]]",
        full.flatMap(it -> it.changedTo(entries("a", "b", "c", "d", "e"), 2, now)));
  }

  @Test
  void shouldGiveAGlobThatMayMeanTheFilesOfARemovedPathToTheTaskThatHadIt() {
    TaskAssignment one = TaskAssignment.of(entries("a.log", "b"), 2);
    TaskAssignment two = TaskAssignment.of(entries("a.log", "b.log", "c"), 2);

    assertPaths("[[*.log], [b]]", one.changedTo(entries("*.log", "b"), 2, now));
    assertPaths("nothing", two.changedTo(entries("*.log", "c"), 2, now));
  }

  @Test
  void shouldGiveAGlobThatMayMeanTheFilesOfAnotherToTheTaskThatHasThat() {
    TaskAssignment two = TaskAssignment.of(entries("a", "b*.log"), 2);

    assertPaths("[[a], [*.log, b*.log]]", two.changedTo(entries("*.log", "a", "b*.log"), 2, now));
    assertPaths("[[a, c*.log], [b*.log]]", two.changedTo(entries("a", "b*.log", "c*.log"), 2, now));
    TaskAssignment globs = TaskAssignment.of(entries("a*.log", "b*.log"), 2);
    assertPaths("nothing", globs.changedTo(entries("*.log", "a*.log", "b*.log"), 2, now));
  }

  @Test
  void shouldForgetWhichTaskHadAPathOnceThatMustBeCommitted() {
    TaskAssignment all = TaskAssignment.of(entries("a", "b", "c", "d", "e"), 2);
    TaskAssignment without = all.changedTo(entries("b", "c", "d", "e"), 2, now).orElseThrow();
    assertPaths("[[c, e], [b, d]]", Optional.of(without));
    assertPaths("[[c, e, x], [b, d]]", without.changedTo(entries("b", "c", "d", "e", "x"), 2, now));

    TaskAssignment other =
        without.changedTo(entries("b", "c", "d", "e", "x"), 2, now).orElseThrow();
    now += TaskAssignment.LEFT_FOR.toNanos() - 1;
    assertPaths(
        "[[a, c, e, x], [b, d]]", other.changedTo(entries("a", "b", "c", "d", "e", "x"), 2, now));
    now += 1;
    assertPaths(
        "[[c, e, x], [a, b, d]]", other.changedTo(entries("a", "b", "c", "d", "e", "x"), 2, now));
  }

  /** Others wait for the answer: as a comparison of all with all it would take minutes. */
  @Test
  @Timeout(20)
  void shouldNotTakeLongHoweverManyPathsThereAre() {
    TaskAssignment many = TaskAssignment.of(entries(10_000), 4);
    assertTrue(many.changedTo(entries(9_000), 4, now).isPresent());

    String[] globs = IntStream.range(0, 2_000).mapToObj(i -> "g" + i + "*").toArray(String[]::new);
    TaskAssignment ofGlobs = TaskAssignment.of(entries(globs), 4);
    ofGlobs.changedTo(entries(Arrays.copyOf(globs, 1_200)), 4, now);
  }

  @Test
  void shouldHaveTasksStartedAnewWhereOneWouldHaveFarMoreToDoThanAnother() {
    TaskAssignment two = TaskAssignment.of(entries(8), 2);

    assertPaths("[[0, 2, 4], [1]]", two.changedTo(entries("0", "1", "2", "4"), 2, now));
    assertPaths("nothing", two.changedTo(entries("0", "2", "4", "6"), 2, now));
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
