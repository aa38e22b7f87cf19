package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.OpenDescriptors;
import io.sluice.connect.filetail.file.StartPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that is changed while its files are followed. */
class ListChangeTest {

  @TempDir Path folder;

  private Following following;

  @BeforeEach
  void follow() {
    following = new Following(folder);
  }

  @AfterEach
  void close() {
    following.close();
    assertTrue(following.watch.isClosed());
  }

  @Test
  void shouldStopAtOnceWhatIsRemovedFromTheListAndGoOnThereWhenItIsPutBack() throws IOException {
    following.append("a.log", "1\n").append("b/b.log", "1\n").append("b/c.log", "1\n");
    following.glob("a.log").glob("b/*.log").start().read();
    following.commitNothingMore();
    following.append("a.log", "2\n").append("b/c.log", "2\n").read();
    following.only("a.log");
    following.append("b/b.log", "3\n").append("b/d.log", "1\n").append("a.log", "3\n").read();
    assertEquals(1, OpenDescriptors.below(folder));
    assertEquals(0L, following.metrics.task("globs"));
    following.only("b/*.log").append("a.log", "4\n").read();

    assertEquals(
        List.of(
            "a.log 1",
            "a.log 2",
            "a.log 3",
            "b/b.log 1",
            "b/b.log 3",
            "b/c.log 1",
            "b/c.log 2",
            "b/d.log 1"),
        sorted());
  }

  @Test
  void shouldGoOnWhereAnotherTaskHasGotToMeanwhile() {
    following.append("a.log", "1\n").append("b.log", "").glob("a.log").start().read();
    following.only("b.log").append("a.log", "2\n3\n").readFor(Duration.ofMinutes(10));
    committedByAnother("a.log", 4);
    following.only("a.log").read();

    assertEquals(List.of("a.log 1", "a.log 3"), sorted());
  }

  /** Epochs are no order: files that are read first have greater ones than what has the path. */
  @Test
  void shouldGoOnWhereItHasGotToItselfWhateverIsCommitted() {
    following.append("a.log", "1\n2\n").append("b.log", "").glob("a.log").start().read();
    following.only("b.log").append("a.log", "3\n").read();
    committedByAnother("a.log", 2);
    following.only("a.log").read();

    assertEquals(List.of("a.log 1", "a.log 2", "a.log 3"), sorted());
  }

  private void committedByAnother(String name, long position) {
    Path path = folder.resolve(name);
    Map<String, Object> offset = new HashMap<>(following.stored.get(path).toOffset());
    offset.put("position", position);
    offset.put("epoch", 7L);
    offset.remove("anchor");
    following.stored.put(path, FilePosition.fromOffset(offset));
  }

  /** A glob has neighbours, and what is known of them changes with the list. */
  @Test
  void shouldKeepAGlobsFilesOpenWhereOnlyTheEntriesBesideItChange() throws IOException {
    following.append("a.log", "1\n").glob("*.log").glob("o.txt").from(StartPosition.END).start();
    following.read().append("new.log", "").read().append("a.log", "2\n").read();
    following.append("a.log", "3\n").append("new.log", "4\n").delete("a.log");
    following.only("*.log").append("late.log", "5\n").readPastRotationWait();

    assertEquals(List.of("a.log 2", "a.log 3", "late.log 5", "new.log 4"), sorted());
    assertEquals(1L, following.metrics.task("globs"));
  }

  @Test
  void shouldNotGoToTheEndAgainOfAFileWhoseEntryChanges() {
    following.append("old.log", "1\n").glob("*.log").from(StartPosition.END).start().read();
    following.append("new.log", "").read().append("new.log", "2\n").append("old.log", "3\n");
    following.only("*.log", "*.tmp").read();

    assertEquals(List.of("new.log 2", "old.log 3"), sorted());
  }

  @Test
  void shouldLeaveFilesAtOnceThatAreAnothersNow() throws IOException {
    following.append("a.log", "1\n").append("b.log", "1\n").glob("*.log").start().read();
    following.rival("b*").only("*.log").append("a.log", "2\n").append("b.log", "2\n").read();

    assertEquals(List.of("a.log 1", "a.log 2", "b.log 1"), sorted());
    assertEquals(1, OpenDescriptors.below(folder));
  }

  @Test
  void shouldNotTouchWhatStaysInTheList() throws IOException {
    following.append("a.log", "1\n").append("b.log", "1\n").glob("a.log").glob("b.log").start();
    following.read();
    int asked = following.asked.size();
    following.only("a.log").append("a.log", "2\n").read();

    assertEquals(asked, following.asked.size());
    assertEquals(List.of("a.log 1", "a.log 2", "b.log 1"), sorted());
    assertEquals(1, OpenDescriptors.below(folder));
  }

  private List<String> sorted() {
    return following.lines.stream().sorted().toList();
  }
}
