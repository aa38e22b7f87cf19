package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are swapped for links between the looks at a path and its opening. */
class SwappedFolderTest {

  @TempDir Path temporary;

  private Path logs;
  private Path app;
  private Path secret;
  private AllowedPaths allowed;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = temporary.toRealPath();
    logs = Files.createDirectory(temporary.resolve("logs"));
    app = Files.createDirectories(logs.resolve("team/app"));
    secret = Files.createDirectory(temporary.resolve("secret"));
    Files.writeString(app.resolve("shadow"), "log");
    Files.writeString(secret.resolve("shadow"), "root");
    allowed = new AllowedPaths(List.of(logs));
  }

  private void swapIn() throws IOException {
    Files.move(app, logs.resolve("aside"));
    Files.createSymbolicLink(app, secret);
  }

  private void swapBack() throws IOException {
    Files.delete(app);
    Files.move(logs.resolve("aside"), app);
  }

  private static String content(FileChannel channel) throws IOException {
    try (channel) {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      channel.read(bytes);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldOpenAFileBelowTheFolderAndInIt() throws IOException {
    Path own = Files.writeString(logs.resolve("own.log"), "own");

    assertEquals("log", content(LinkFreeFile.open(new AllowedPath(logs, app.resolve("shadow")))));
    assertEquals("own", content(LinkFreeFile.open(new AllowedPath(logs, own))));
    assertEquals("own", content(LinkFreeFile.open(new AllowedPath(own, own))));
  }

  @Test
  void shouldFollowNoLinkOnTheWayNorAtItsEnd() throws IOException {
    Path link = Files.createSymbolicLink(logs.resolve("link"), secret.resolve("shadow"));
    assertThrows(FileSystemException.class, () -> LinkFreeFile.open(new AllowedPath(logs, link)));

    swapIn();
    FileSystemException refused =
        assertThrows(
            FileSystemException.class,
            () -> LinkFreeFile.open(new AllowedPath(logs, app.resolve("shadow"))));
    assertEquals(app.toString(), refused.getFile());
  }

  /** Before and after, all looks as it should. */
  @Test
  void shouldNotReadWhatALinkLedToForAMoment() throws IOException {
    FileOpener.Channels attacked =
        path -> {
          swapIn();
          try {
            return LinkFreeFile.open(path);
          } finally {
            swapBack();
          }
        };

    assertThrows(
        FileSystemException.class,
        () -> new FileOpener(allowed, attacked).open(app.resolve("shadow")));
  }

  @Test
  void shouldSayWhereALinkLeadsThatStays() {
    FileOpener.Channels attacked =
        path -> {
          swapIn();
          return LinkFreeFile.open(path);
        };

    AccessDeniedException refused =
        assertThrows(
            AccessDeniedException.class,
            () -> new FileOpener(allowed, attacked).open(app.resolve("shadow")));
    assertTrue(refused.getReason().contains("outside allowed.paths"), refused::getMessage);
  }

  @Test
  void shouldFollowTheLinkThatAnAllowedFolderIs() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("var"), logs);
    AllowedPaths byLink = new AllowedPaths(List.of(link));
    AllowedPath located = byLink.locate(link.resolve("team/app/shadow"));

    assertEquals(logs, located.folder());
    assertFalse(new FileOpener(byLink).open(located.real()).isEmpty());
  }

  @Test
  void shouldGoByTheInnermostFolder() throws IOException {
    AllowedPaths several = new AllowedPaths(List.of(temporary, app, logs));

    assertEquals(app, several.locate(app.resolve("shadow")).folder());
  }

  @Test
  void shouldNotMindAnotherFolderThatCannotBeResolved() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("var"), logs);
    Path loop = temporary.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    AllowedPaths several = new AllowedPaths(List.of(loop, link));

    assertEquals(logs, several.locate(link.resolve("team/app/shadow")).folder());
  }

  @Test
  void shouldNotOpenAPipeInThePlaceOfAFolder() throws Exception {
    Files.delete(app.resolve("shadow"));
    Files.delete(app);
    assertEquals(0, new ProcessBuilder("mkfifo", app.toString()).start().waitFor());

    assertThrows(
        FileSystemException.class,
        () -> LinkFreeFile.open(new AllowedPath(logs, app.resolve("shadow"))));
  }
}
