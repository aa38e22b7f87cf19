package io.sluice.localstack.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is written down about a started process, in {@code <stack>/run/<name>.properties}, so that
 * another JVM can find it, show it and stop it.
 *
 * @param name the server's name
 * @param session its process
 * @param address where its clients reach it
 * @param log what it prints
 */
public record RunFile(String name, ProcessSession session, String address, Path log) {

  /** All that were started in that stack folder and not stopped, by name. */
  public static List<RunFile> in(Path stackFolder) {
    List<RunFile> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder(stackFolder), "*.properties")) {
      for (Path file : files) {
        read(file).ifPresent(found::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder(stackFolder), e);
    }
    found.sort(Comparator.comparing(RunFile::name));
    return found;
  }

  void write(Path stackFolder) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("name", name);
    properties.setProperty("pid", Long.toString(session.leader()));
    properties.setProperty("start.ticks", Long.toString(session.startTicks()));
    properties.setProperty("address", address);
    properties.setProperty("log", log.toString());
    Files.createDirectories(folder(stackFolder));
    try (Writer writer = Files.newBufferedWriter(file(stackFolder, name))) {
      properties.store(writer, "Written when the process was started");
    }
  }

  /** Forgets the process of that name. */
  public static void delete(Path stackFolder, String name) {
    try {
      Files.deleteIfExists(file(stackFolder, name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file(stackFolder, name), e);
    }
  }

  /** Empty when the file went away while the folder was read. */
  private static Optional<RunFile> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(
        new RunFile(
            text(properties, "name", file),
            new ProcessSession(
                number(properties, "pid", file), number(properties, "start.ticks", file)),
            text(properties, "address", file),
            Path.of(text(properties, "log", file))));
  }

  private static String text(Properties properties, String key, Path file) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(
          file + " lacks '" + key + "': end the process by hand if it runs, and delete the file");
    }
    return value;
  }

  private static long number(Properties properties, String key, Path file) {
    return Long.parseLong(text(properties, key, file));
  }

  private static Path folder(Path stackFolder) {
    return stackFolder.resolve("run");
  }

  private static Path file(Path stackFolder, String name) {
    return folder(stackFolder).resolve(name + ".properties");
  }
}
