package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another file is to a path, where it cannot be opened. */
class RelationsTest {

  @TempDir Path folder;

  @Test
  void shouldKnowItsOwnFileThatCannotBeOpened() throws IOException {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("1\n").start().read().moveTo("app-1.log").append("2\n");
      file.disk.forbid(file.sibling("app-1.log"));
      file.disk.forbid(file.path);

      assertEquals(Relation.OWN, file.relationOf("app-1.log"));
    }
  }

  @Test
  void shouldNotGuessWhatAFileIsThatCannotBeOpened() throws IOException {
    try (TailedPath file = new TailedPath(folder)) {
      file.append("1\n").start().read().moveTo("app-1.log").append("2\n").readPastRotationWait();
      file.disk.forbid(file.sibling("app-1.log"));
      assertThrows(AccessDeniedException.class, () -> file.relationOf("app-1.log"));

      file.disk.allow(file.sibling("app-1.log"));
      assertEquals(Relation.OWN, file.relationOf("app-1.log"));
    }
  }
}
