package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.glob.FilePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a disk is looked at for one list. */
class PresentFilesTest {

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws Exception {
    for (String name : List.of("many/1.log", "many/2.log", "many/3.log", "few/app.log")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private Optional<Path> common(PresentFiles files, String one, String other) {
    return files.common(pattern(one), pattern(other));
  }

  private FilePattern pattern(String glob) {
    return FilePattern.of(folder.resolve(glob).toString(), List.of());
  }

  private Optional<Path> app(PresentFiles files) {
    return common(files, "few/*.log", "few/app*");
  }

  @Test
  void shouldFindAFileThatBothMatch() {
    assertEquals(Optional.of(folder.resolve("few/app.log")), app(new PresentFiles()));
  }

  /** Or a list of many globs would look at the same folders again for each pair of them. */
  @Test
  void shouldLookAtNoMoreForAWholeListThanIsAllowed() {
    PresentFiles six = new PresentFiles(6);
    assertEquals(Optional.empty(), common(six, "many/*.log", "many/x*"));
    assertEquals(Optional.of(folder.resolve("few/app.log")), app(six));
    assertEquals(Optional.empty(), app(six));

    PresentFiles four = new PresentFiles(4);
    assertEquals(Optional.empty(), common(four, "many/*.log", "many/x*"));
    assertEquals(Optional.empty(), app(four));
  }
}
