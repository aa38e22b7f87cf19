package io.sluice.localstack.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  @TempDir private Path folder;

  @Test
  void shouldKeepProgramsExecutableAndOthersNot() throws IOException {
    Path zip = folder.resolve("a.zip");
    try (FileSystem archive =
        FileSystems.newFileSystem(
            zip, Map.of("create", "true", "enablePosixFileAttributes", true))) {
      Files.createDirectories(archive.getPath("/top/bin"));
      add(archive.getPath("/top/bin/server"), "rwxr-xr-x");
      add(archive.getPath("/top/README"), "rw-------");
    }
    Path target = Files.createDirectory(folder.resolve("out"));

    Archive.unpack(zip, target);

    assertEquals("rwxr-xr-x", permissions(target.resolve("top/bin/server")));
    assertEquals("rw-r--r--", permissions(target.resolve("top/README")));
    assertEquals("text", Files.readString(target.resolve("top/README")));
  }

  @Test
  void shouldRefuseAnEntryThatLeadsOutOfTheFolder() throws IOException {
    Path zip = folder.resolve("evil.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("../escaped"));
      out.write("x".getBytes(StandardCharsets.UTF_8));
    }
    Path target = Files.createDirectory(folder.resolve("out"));

    assertThrows(IOException.class, () -> Archive.unpack(zip, target));

    assertTrue(Files.notExists(folder.resolve("escaped")));
  }

  private static void add(Path entry, String permissions) throws IOException {
    Files.writeString(entry, "text");
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
