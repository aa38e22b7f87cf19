package io.sluice.it;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options as a page of the documentation shows them, so that what it shows is what was run. */
final class DocsExample {

  private static final String START = "```json\n";
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");

  private DocsExample() {}

  /** Each block of shell commands under this heading of this page in docs/. */
  static List<String> commands(String page, String heading) throws IOException {
    Path path = SourceTree.root().resolve("docs").resolve(page);
    Matcher section =
        Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(^## |\\z)")
            .matcher(Files.readString(path));
    List<String> blocks =
        section.find()
            ? COMMANDS.matcher(section.group(1)).results().map(block -> block.group(1)).toList()
            : List.of();
    if (blocks.isEmpty()) {
      throw new AssertionError(path + " has no commands under '" + heading + "'");
    }
    return blocks;
  }

  /** The first block of properties under this heading of this page in docs/. */
  static Properties properties(String page, String heading) throws IOException {
    Path path = SourceTree.root().resolve("docs").resolve(page);
    Matcher block =
        Pattern.compile("(?s)\n###? " + Pattern.quote(heading) + "\n.*?```properties\n(.*?)```")
            .matcher(Files.readString(path));
    if (!block.find()) {
      throw new AssertionError(path + " has no properties under '" + heading + "'");
    }
    Properties properties = new Properties();
    properties.load(new StringReader(block.group(1)));
    return properties;
  }

  /** The first block of JSON under this heading of this page in docs/. */
  static Map<String, String> options(String page, String heading) throws IOException {
    Path path = SourceTree.root().resolve("docs").resolve(page);
    String text = Files.readString(path);
    int section = text.indexOf("\n## " + heading + "\n");
    int start = text.indexOf(START, section);
    if (section < 0 || start < 0) {
      throw new AssertionError(path + " has no JSON under '" + heading + "'");
    }
    int end = text.indexOf("```", start + START.length());
    return new ObjectMapper()
        .readValue(text.substring(start + START.length(), end), new TypeReference<>() {});
  }
}
