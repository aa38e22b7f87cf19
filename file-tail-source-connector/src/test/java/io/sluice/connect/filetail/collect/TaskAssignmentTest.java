package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskAssignmentTest {

  @Test
  void shouldGiveEachPathATask() {
    List<CollectEntry> entries = entries(3);

    assertEquals(entries.stream().map(List::of).toList(), TaskAssignment.of(entries, 5));
  }

  @Test
  void shouldPackPathsWhereThereAreMoreThanTasks() {
    List<CollectEntry> e = entries(5);

    assertEquals(
        List.of(List.of(e.get(0), e.get(2), e.get(4)), List.of(e.get(1), e.get(3))),
        TaskAssignment.of(e, 2));
  }

  @Test
  void shouldMakeNoTaskOfAnEmptyList() {
    assertEquals(List.of(), TaskAssignment.of(List.of(), 4));
  }

  private static List<CollectEntry> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new CollectEntry(
                    "/var/log/" + i,
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
