package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the documentation's links to what there is in the sources. */
class DocumentationLinksTest {

  private static final Path ROOT = SourceTree.root().toAbsolutePath().normalize();

  @Test
  void shouldLeadSomewhereWithEachLinkAndAnchor() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path file : pages()) {
      MarkdownPage page = MarkdownPage.read(file);
      for (MarkdownPage.Reference link : page.links()) {
        links++;
        page.problem(link)
            .ifPresent(
                problem ->
                    broken.add("%s:%d: %s".formatted(ROOT.relativize(file), link.line(), problem)));
      }
    }
    assertFalse(links == 0, "no link was found in any page");
    assertEquals(List.of(), broken, () -> String.join("\n", broken));
  }

  @Test
  void shouldBeFoundFromTheReadme() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> left = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
    while (!left.isEmpty()) {
      Path file = left.remove();
      if (!file.toString().endsWith(".md") || !Files.exists(file) || !reached.add(file)) {
        continue;
      }
      MarkdownPage page = MarkdownPage.read(file);
      page.links().stream()
          .filter(link -> !link.leavesTheSources())
          .forEach(link -> left.add(page.target(link)));
    }
    List<Path> unreached =
        pages().stream()
            .filter(page -> page.startsWith(ROOT.resolve("docs")) && !reached.contains(page))
            .toList();
    assertEquals(List.of(), unreached, "no link leads from the README to these pages");
  }

  @Test
  void shouldTellBrokenLinksFromThoseThatAreCodeOrLeadSomewhere(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(
        file,
        """
        # The `{ip}` & more, twice
        ## The `{ip}` & more, twice
        [here](#the-ip--more-twice) [again](#the-ip--more-twice-1) [out](https://example.com/#x)
        `[code](none.md)` ``[a ` in it](none.md)`` [gone](none.md) [no heading](page.md#none)

            [indented](none.md)
        ```
        [fenced](none.md)
        # fenced
        ```
        [fenced](#fenced)
        """);
    MarkdownPage page = MarkdownPage.read(file);

    List<String> broken =
        page.links().stream()
            .filter(link -> page.problem(link).isPresent())
            .map(link -> link.line() + " " + link.target())
            .toList();

    assertEquals(List.of("4 none.md", "4 page.md#none", "11 #fenced"), broken);
  }

  /** The README, CONTRIBUTING and the like, the modules' own, and all of docs/. */
  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(\\.|target/).*"))
          .sorted()
          .toList();
    }
  }
}
