package io.sluice.connect.filetail.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;

/** Compresses files as rotation does. */
final class GzipTool {

  private GzipTool() {}

  /** One gzip member. */
  static byte[] member(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static byte[] member(String content) {
    return member(content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** As gzip does it: in the original's place, with its time. */
  static Path compress(Path file) throws IOException {
    return compress(file, file.resolveSibling(file.getFileName() + ".gz"));
  }

  static Path compress(Path file, Path to) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    Files.write(to, member(Files.readAllBytes(file)), StandardOpenOption.CREATE_NEW);
    Files.setLastModifiedTime(to, modified);
    Files.delete(file);
    return to;
  }

  /** As a tool does it that thinks nothing of times. */
  static Path compressAt(Path file, FileTime time) throws IOException {
    Path to = compress(file);
    Files.setLastModifiedTime(to, time);
    return to;
  }
}
