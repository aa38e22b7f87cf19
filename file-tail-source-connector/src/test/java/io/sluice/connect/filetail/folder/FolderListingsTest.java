package io.sluice.connect.filetail.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingsTest {

  @TempDir Path folder;

  private long nanos;
  private int reads;
  private List<String> names = List.of("b", "a");
  private final FolderListings listings =
      new FolderListings(
          () -> nanos,
          read -> {
            reads++;
            return names;
          });

  @Test
  void shouldReadAFolderAgainUntilItsTimeHasStoodStill() throws IOException {
    assertEquals(List.of("a", "b"), listings.of(folder).names());
    names = List.of("a", "b", "in the same step");
    FolderListing second = listings.of(folder);
    assertEquals(names, second.names());

    nanos += Duration.ofSeconds(3).toNanos();
    assertSame(second, listings.of(folder), "nothing has changed");
    assertEquals(3, reads);
    assertSame(second, listings.of(folder));
    assertEquals(3, reads);
  }

  @Test
  void shouldReadAFolderAgainWhenItHasChangedThoughItsTimeWasSetBack() throws IOException {
    FileTime before = Files.getLastModifiedTime(folder);
    trust();
    awaitNextStep();
    Files.createFile(folder.resolve("c"));
    Files.setLastModifiedTime(folder, before);
    names = List.of("a", "b", "c");

    assertEquals(names, listings.of(folder).names());
  }

  @Test
  void shouldReadAnotherFolderThatGotTheName() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path other = Files.createDirectory(folder.resolve("other"));
    listings.of(inner);
    nanos += Duration.ofSeconds(3).toNanos();
    listings.of(inner);
    Files.delete(inner);
    Files.move(other, inner);
    names = List.of("of the other");

    assertEquals(names, listings.of(inner).names());
  }

  @Test
  void shouldFindNothingWhereNoFolderIs() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertEquals(List.of(), listings.of(folder.resolve("none")).names());
    assertEquals(List.of(), listings.of(file).names());
  }

  @Test
  void shouldFindTheNamesThatBeginAlike() {
    FolderListing listing =
        new FolderListing(List.of("app.log.1", "b", "app.log", "app", "ap", "app.log.2"));

    assertEquals(List.of("app.log", "app.log.1", "app.log.2"), listing.startingWith("app.log"));
    assertEquals(List.of(), listing.startingWith("c"));
    assertEquals(listing.names(), listing.startingWith(""));
  }

  private void trust() throws IOException {
    listings.of(folder);
    nanos += Duration.ofSeconds(3).toNanos();
    listings.of(folder);
  }

  @Test
  void shouldTellWhatOneListingHoldsAndAnotherDoesNot() {
    FolderListing one = new FolderListing(List.of("a", "b", "d", "f"));
    FolderListing other = new FolderListing(List.of("b", "c", "d", "e"));

    assertEquals(List.of("a", "f"), one.without(other));
    assertEquals(List.of("c", "e"), other.without(one));
    assertEquals(List.of(), one.without(one));
    assertEquals(one.names(), one.without(FolderListing.EMPTY));
  }

  /** The file system's time moves in steps. */
  private void awaitNextStep() throws IOException {
    Path probe = Files.createTempFile("step", null);
    while (Files.getAttribute(probe, "unix:ctime")
        .equals(Files.getAttribute(folder, "unix:ctime"))) {
      Files.setLastModifiedTime(probe, FileTime.fromMillis(0));
    }
    Files.delete(probe);
  }
}
