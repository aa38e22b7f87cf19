package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Empty files, which nothing but their time tells from others that get their inodes. */
class KnownFilesTest {

  private static final FileTime MADE = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir Path folder;

  private final KnownFiles known = new KnownFiles();
  private FileOpener opener;
  private Path empty;

  @BeforeEach
  void knowAnEmptyFile() throws IOException {
    opener = new FileOpener(new AllowedPaths(List.of(folder.toRealPath())));
    empty = Files.createFile(folder.toRealPath().resolve("app.log.1"));
    Files.setLastModifiedTime(empty, MADE);
    try (OpenFile file = open(empty)) {
      known.add(file);
    }
  }

  @Test
  void shouldKnowOneUnderAnyNameWhileItIsEmpty() throws IOException {
    assertKnown(empty);
    assertKnown(Files.move(empty, empty.resolveSibling("app.log.2")));
  }

  @Test
  void shouldTakeWhatHasItsInodeAndItsNameAndIsNotEmptyForAnother() throws IOException {
    Files.writeString(empty, "another\n");
    Files.setLastModifiedTime(empty, MADE);

    assertNotKnown(empty);
  }

  /** Which may be another program's log, and no rotation. */
  @Test
  void shouldKnowOneByANameOfItsOwnAlsoOnceItIsWrittenTo() throws IOException {
    Path other = Files.createFile(empty.resolveSibling("app-1.log"));
    try (OpenFile file = open(other)) {
      known.add(file);
    }
    Files.writeString(other, "theirs\n");

    assertKnown(other);
    assertNotKnown(Files.move(other, empty.resolveSibling("app.log.2")));
  }

  @Test
  void shouldTakeWhatHasItsInodeAndIsEmptySinceAnotherTimeForAnother() throws IOException {
    Files.setLastModifiedTime(empty, FileTime.fromMillis(MADE.toMillis() + 1));

    assertNotKnown(empty);
  }

  /** Which may have been copied away, and be compressed. */
  @Test
  void shouldRememberWhatAFileHeldBeforeItHeldSomethingElse() throws IOException {
    for (String text : List.of("1\n", "1\n2\n", "another\n", "", "the last\n")) {
      Files.writeString(empty, text);
      try (OpenFile file = open(empty)) {
        known.add(file);
      }
    }

    List<KnownFiles.Original> originals = known.originals(new GzipHead(new byte[0], true));
    assertEquals(
        List.of(4L, 8L, 9L), originals.stream().map(KnownFiles.Original::size).sorted().toList());
  }

  private void assertKnown(Path path) throws IOException {
    try (OpenFile file = open(path)) {
      assertTrue(known.contain(file));
    }
  }

  private void assertNotKnown(Path path) throws IOException {
    try (OpenFile file = open(path)) {
      assertFalse(known.contain(file));
    }
  }

  private OpenFile open(Path path) throws IOException {
    return opener.open(path).orElseThrow();
  }
}
