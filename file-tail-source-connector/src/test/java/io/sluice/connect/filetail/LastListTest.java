package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastListTest {

  @TempDir Path temporary;

  private final FileTailConfig config =
      new FileTailConfig(Map.of("collect.list", "[]", "host", "h"));
  private final CollectListParser parser = CollectListParser.ofChecked(config.access());

  @Test
  void shouldGiveBackWhatItKeptLast() throws Exception {
    Path folder = temporary.resolve("new/folder");
    list(folder, "etcd").keep(8, entries("/var/log/a"));
    list(folder, "etcd").keep(8, entries("/var/log/${b}"));

    assertEquals(
        Optional.of(new LastList.Kept(8, entries("/var/log/${b}"))),
        list(folder, "etcd").read(parser));
    assertEquals("rwx------", permissions(folder));
    assertEquals("rw-------", permissions(folder.resolve("logs+1.json")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void shouldReadWhatAVersionHasKeptThatDidNotNoteTheRevision() throws Exception {
    Path folder = temporary.resolve("own");
    list(folder, "etcd").keep(8, entries("/var/log/a"));
    Path file = folder.resolve("logs+1.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"revision\":8,", ""));

    assertNotEquals(text, Files.readString(file));
    assertEquals(
        Optional.of(new LastList.Kept(0, entries("/var/log/a"))),
        list(folder, "etcd").read(parser));
  }

  @Test
  void shouldNotTakeWhatCameFromElsewhere() throws Exception {
    list(temporary.resolve("own"), "etcd").keep(8, entries("/var/log/a"));

    assertEquals(Optional.empty(), list(temporary.resolve("own"), "other").read(parser));
    assertEquals(Optional.empty(), list(temporary.resolve("none"), "etcd").read(parser));
  }

  @Test
  void shouldCountForADayAfterEtcdConfirmedIt() throws Exception {
    Path folder = temporary.resolve("own");
    LastList list = list(folder, "etcd");
    list.keep(8, entries("/var/log/a"));
    Path file = folder.resolve("logs+1.json");
    Instant dayAgo = Instant.now().minus(LastList.LONGEST);

    Files.setLastModifiedTime(file, FileTime.from(dayAgo.plusSeconds(600)));
    assertTrue(list.read(parser).isPresent());
    Files.setLastModifiedTime(file, FileTime.from(dayAgo.minusSeconds(600)));
    assertEquals(Optional.empty(), list.read(parser));
    list.confirm();
    assertTrue(list.read(parser).isPresent());
  }

  @Test
  void shouldCheckWhatItGivesBack() throws Exception {
    Path folder = temporary.resolve("own");
    list(folder, "etcd").keep(8, entries("/var/log/a"));
    Path file = folder.resolve("logs+1.json");
    Files.writeString(file, Files.readString(file).replace("/var/log/a", "/etc/shadow"));

    assertEquals(Optional.empty(), list(folder, "etcd").read(parser));
  }

  @Test
  void shouldNotUseAFolderThatOthersCanWriteTo() throws Exception {
    Path folder = temporary.resolve("own");
    list(folder, "etcd").keep(8, entries("/var/log/a"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertEquals(Optional.empty(), list(folder, "etcd").read(parser));
    list(folder, "etcd").keep(8, entries("/var/log/b"));
    assertFalse(Files.readString(folder.resolve("logs+1.json")).contains("/var/log/b"));
    assertTrue(Files.readString(folder.resolve("logs+1.json")).contains("/var/log/a"));
  }

  private static LastList list(Path folder, String source) {
    return new LastList(new OwnFolder(folder), "logs 1", source);
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<CollectEntry> entries(String path) throws Exception {
    return parser.parse(Map.of("list", "{\"path\":\"" + path + "\",\"topic\":\"t\"}"));
  }
}
