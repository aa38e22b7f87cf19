package io.sluice.localstack.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checked-out project, and what its build has put into it. */
public final class SourceTree {

  private static final List<String> PLUGIN_MODULES =
      List.of("etcd-config-provider", "file-tail-source-connector", "es-sink-connector");

  private SourceTree() {}

  /**
   * The project's top folder: the nearest one above the working folder.
   *
   * @throws IllegalStateException if the working folder is outside the project
   */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("local-stack/pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        start + " is not inside the project's source tree, which holds what the local stack runs");
  }

  /** A file of the tree that is checked in or built. */
  public static Path file(String path) {
    Path file = root().resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file + " does not exist: build it with 'mvn -DskipTests package' in " + root());
    }
    return file;
  }

  /** The assembled archives of the three plugins. */
  public static List<Path> pluginArchives() {
    List<Path> archives = new ArrayList<>();
    for (String module : PLUGIN_MODULES) {
      archives.add(pluginArchive(module));
    }
    return archives;
  }

  /** The assembled archive of one plugin module. */
  public static Path pluginArchive(String module) {
    return pluginArchive(module, module);
  }

  /**
   * The assembled archive of a module that is not in a folder of its name.
   *
   * @param artifact its name
   */
  public static Path pluginArchive(String folder, String artifact) {
    Path target = file(folder).resolve("target");
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> archives = Files.newDirectoryStream(target, artifact + "-*.zip")) {
        archives.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + target, e);
      }
    }
    if (found.size() != 1) {
      throw new IllegalStateException(
          "Expected one plugin archive "
              + target.resolve(artifact + "-VERSION.zip")
              + ", found "
              + found
              + ": build it with 'mvn -Pquick clean package' in "
              + root());
    }
    return found.get(0);
  }
}
