package io.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What links lead to, and where links are, in a page as GitHub shows it. Code is no text: what
 * looks like a link or a heading in it is none.
 *
 * @param anchors the names by which the headings can be linked to
 */
record MarkdownPage(Path file, List<Reference> links, Set<String> anchors) {

  /**
   * A link as it is written.
   *
   * @param line from 1
   */
  record Reference(String target, int line) {

    boolean leavesTheSources() {
      return target.matches("[a-z]+:.*");
    }
  }

  private static final Pattern FENCE = Pattern.compile(" *```.*");
  private static final Pattern INDENTED = Pattern.compile("(?: {4}|\t).*");
  private static final Pattern INLINE_CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)\\s>]+)>?[^)]*\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)(?: +#+)?");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern LEFT_OUT_OF_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

  static MarkdownPage read(Path file) throws IOException {
    List<Reference> links = new ArrayList<>();
    Set<String> anchors = new LinkedHashSet<>();
    boolean fenced = false;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (FENCE.matcher(line).matches()) {
        fenced = !fenced;
      } else if (!fenced && !INDENTED.matcher(line).matches()) {
        int number = i + 1;
        LINK.matcher(INLINE_CODE.matcher(line).replaceAll("code"))
            .results()
            .forEach(link -> links.add(new Reference(link.group(1), number)));
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
          addAnchor(anchors, heading.group(1));
        }
      }
    }
    return new MarkdownPage(file, List.copyOf(links), anchors);
  }

  /** What is wrong with a link; nothing for one that leads somewhere, or to the outside. */
  Optional<String> problem(Reference link) {
    if (link.leavesTheSources()) {
      return Optional.empty();
    }
    Path target = target(link);
    if (!Files.exists(target)) {
      return Optional.of("'" + link.target() + "' leads to no file");
    }
    int hash = link.target().indexOf('#');
    if (hash < 0) {
      return Optional.empty();
    }
    String anchor = link.target().substring(hash + 1);
    try {
      return read(target).anchors().contains(anchor)
          ? Optional.empty()
          : Optional.of("'" + link.target() + "' leads to no heading of that page");
    } catch (IOException unreadable) {
      return Optional.of("'" + link.target() + "' cannot be read: " + unreadable);
    }
  }

  /** The file that a link which does not leave the sources leads to. */
  Path target(Reference link) {
    String path = link.target().replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  /** The second heading of a name gets -1, the third -2. */
  private static void addAnchor(Set<String> anchors, String heading) {
    String text = LINK_TEXT.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
    String anchor = LEFT_OUT_OF_ANCHORS.matcher(text).replaceAll("").replace(' ', '-');
    String name = anchor;
    for (int again = 1; !anchors.add(name); again++) {
      name = anchor + "-" + again;
    }
  }
}
