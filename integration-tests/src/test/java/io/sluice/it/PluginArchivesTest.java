package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.Archive;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the papers of each plugin's archive to the jars that are in it. */
class PluginArchivesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A library of the NOTICE: its coordinates, and below them its licences. */
  private static final Pattern NOTICED =
      Pattern.compile("(?m)^[^ :]+:([^ :]+):([^ :]+)\n {4}[A-Z]+[-A-Za-z0-9.+ ]+(, http.*)?$");

  @TempDir private Path folder;

  @Test
  void shouldNameEachLibraryOfAnArchiveWithItsLicence() throws IOException {
    for (Path archive : SourceTree.pluginArchives()) {
      Path unpacked = unpack(archive);
      Set<String> noticed =
          NOTICED
              .matcher(Files.readString(unpacked.resolve("NOTICE")))
              .results()
              .map(library -> library.group(1) + "-" + library.group(2) + ".jar")
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> libraries = jars(unpacked);
      libraries.removeIf(jar -> ours().contains(jar.replaceFirst("-[0-9].*", "")));

      assertTrue(libraries.size() > 10, () -> archive + " has only " + libraries);
      assertEquals(libraries, noticed, archive.toString());
    }
  }

  @Test
  void shouldListEachJarOfAnArchiveInItsBillOfMaterials() throws IOException {
    for (Path archive : SourceTree.pluginArchives()) {
      Path unpacked = unpack(archive);
      JsonNode bill =
          JSON.readTree(unpacked.resolve(unpacked.getFileName() + ".cdx.json").toFile());
      assertEquals("CycloneDX", bill.path("bomFormat").asText());
      Set<String> listed = new TreeSet<>(Set.of(jarOf(bill.path("metadata").path("component"))));
      bill.path("components").forEach(component -> listed.add(jarOf(component)));

      assertEquals(jars(unpacked), listed, archive.toString());
    }
  }

  @Test
  void shouldHoldWhatItsPagesLeadTo() throws IOException {
    for (Path archive : SourceTree.pluginArchives()) {
      List<String> broken = new ArrayList<>();
      for (Path file : usersPages(unpack(archive))) {
        MarkdownPage page = MarkdownPage.read(file);
        page.links().forEach(link -> page.problem(link).ifPresent(broken::add));
      }
      assertEquals(List.of(), broken, archive.toString());
    }
  }

  /** All but CONTRIBUTING, which is about the sources. */
  private static List<Path> usersPages(Path unpacked) throws IOException {
    try (Stream<Path> files = Files.walk(unpacked)) {
      List<Path> pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.endsWith("CONTRIBUTING.md"))
              .toList();
      assertTrue(pages.size() > 15, pages.toString());
      return pages;
    }
  }

  private static String jarOf(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
  }

  private Path unpack(Path archive) throws IOException {
    String name = archive.getFileName().toString().replaceFirst("\\.zip$", "");
    Path top = folder.resolve(name);
    if (!Files.exists(top)) {
      Archive.unpack(archive, folder);
    }
    return top;
  }

  private static Set<String> jars(Path unpacked) throws IOException {
    try (Stream<Path> files = Files.list(unpacked)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> ours() {
    return SourceTree.pluginArchives().stream()
        .map(archive -> archive.getFileName().toString().replaceFirst("-[0-9].*", ""))
        .collect(Collectors.toSet());
  }
}
