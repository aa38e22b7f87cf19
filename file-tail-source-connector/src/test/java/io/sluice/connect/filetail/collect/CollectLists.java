package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parsers of collect lists, and what they say of one. */
final class CollectLists {

  static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private CollectLists() {}

  static CollectListParser parser(String... folders) {
    return parser(rules(folders), BYTES, RecordFormat.ECS);
  }

  static CollectListParser parserFor(String converter, RecordFormat format) {
    return parser(rules("/var/log"), converter, format);
  }

  private static CollectListParser parser(
      AccessRules rules, String converter, RecordFormat format) {
    return new CollectListParser(rules, new RecordRules(ValueConverter.of(converter), format));
  }

  static AccessRules rules(String... folders) {
    return new AccessRules(
        new AllowedPaths(Arrays.stream(folders).map(Path::of).toList()),
        Pattern.compile("(?!__|connect-).+"));
  }

  static String entries(Path... paths) {
    return Arrays.stream(paths).map(CollectLists::entry).toList().toString();
  }

  static String entry(Path path) {
    return "{\"path\":\"" + path + "\",\"topic\":\"t\"}";
  }

  static List<CollectEntry> parse(CollectListParser parser, String text)
      throws CollectListException {
    return parser.parse(Map.of("key /k", text));
  }

  /** What is wrong with the list, which must be one thing. */
  static CollectProblem onlyProblem(CollectListParser parser, String text) {
    CollectListException bad = assertThrows(CollectListException.class, () -> parse(parser, text));
    assertEquals(1, bad.problems().size(), bad.getMessage());
    return bad.problems().get(0);
  }
}
