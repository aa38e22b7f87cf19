package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists and keys as they come from people, editors and scripts that went wrong: each is either the
 * list that it says, or an error that says where it is wrong in words of the list.
 */
class CollectListFuzzTest {

  private static final int CASES = 10_000;
  private static final int MOST_MUTATIONS = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|[\\[\\]{},:]|[^\\s\\[\\]{},:\"]+");

  /** Names of classes, methods and constants of ours, of Java and of libraries. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "Exception|Feature|REDACTED|\\(\\)|`|\\b(?:java|javax|io|com)\\.[a-z]+\\.|[A-Z]+_[A-Z]+");

  /** In which FOLDER stands for one that is allowed. */
  private static final List<String> GOOD =
      List.of(
          "[]",
          "{\"path\": \"FOLDER/a.log\", \"topic\": \"a\", \"format\": \"json\"}",
          """
          [{"path": "FOLDER/a.log", "topic": "a", "format": "json"},
           {"path": "FOLDER/b.log", "topic": "b.log", "format": "line", "start": "end"}]
          """,
          """
          [
            {"path": "FOLDER/web/*.log", "exclude": ["*.tmp", "FOLDER/web/old/**"], "topic": "web",
             "format": "json", "encoding": "GBK", "fields": {"service": {"name": "shöp", "tags":
             ["a", "b"]}, "tier": 1, "share": 0.5, "live": true, "a/b~c": "$x ${env:HOME}"}},
            {"path": "FOLDER/{x,y}/**/[a-z]?.log", "topic": "b_1", "format": "lines"}
          ]
          """,
          """
          {"topic": "m", "path": "FOLDER/m.log", "format": "line", "start": "beginning",
           "multiline": {"pattern": "^\\\\s+at (a|b)*", "negate": true, "match": "before",
                         "max_lines": 7, "timeout_ms": 80}}
          """);

  private static final List<String> TOKENS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "1.5",
          "NaN",
          "nul",
          "9999999999999999999999",
          "9".repeat(1_200),
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\x\"",
          "\"\t\"",
          "\"",
          "'",
          "//",
          "/**/",
          "#",
          "\uFEFF",
          "\u0000",
          "\u2028",
          "[".repeat(1_100),
          "{\"a\":".repeat(1_100),
          "{\"a\":".repeat(95) + "1" + "}".repeat(95),
          "\"/etc/shadow\"",
          "\"FOLDER/../x\"",
          "\"FOLDER\"",
          "\"/\"",
          "\"FOLDER/\"",
          "\"FOLDER/**\"",
          "\"FOLDER/*.log\"",
          "\"FOLDER/**.log\"",
          "\"FOLDER/[\"",
          "\"FOLDER/[]a]\"",
          "\"FOLDER/[z-a]\"",
          "\"FOLDER/[a-\"",
          "\"FOLDER/{\"",
          "\"FOLDER/{a,b\"",
          "\"FOLDER/}{\"",
          "\"FOLDER/{a,{b,c}}\"",
          "\"FOLDER/x\\\\\"",
          "\"FOLDER/" + "{a,b}".repeat(12) + "\"",
          "\"FOLDER/" + "{".repeat(4_000) + "\"",
          "\"FOLDER/" + "{".repeat(90_000) + "\"",
          "\"FOLDER/" + "a".repeat(300) + "\"",
          "\"FOLDER/" + "*a".repeat(300) + "\"",
          "\"FOLDER/" + "[".repeat(300) + "\"",
          "\"*.tmp\"",
          "\"a/b\"",
          "\"a.log\"",
          "\"__consumer_offsets\"",
          "\"a b\"",
          "\".\"",
          "\"..\"",
          "\"t\"",
          "\"ä\"",
          "\"ecs\"",
          "\"json\"",
          "\"line\"",
          "\"lines\"",
          "\"LINES\"",
          "\"end\"",
          "\"End\"",
          "\"UTF-16\"",
          "\"utf8\"",
          "\"UTF-7\"",
          "\"ISO-2022-KR\"",
          "\"x-JISAutoDetect\"",
          "\"COMPOUND_TEXT\"",
          "\"\u0130\"",
          "\"(\"",
          "\"(?<a\"",
          "\"[a\"",
          "\"*\"",
          "\"a{2,1}\"",
          "\"\\\\p{X}\"",
          "\"\\\\\"",
          "\"(a+)+$\"",
          "\"" + "(".repeat(9_000) + "\"",
          "\"" + "(".repeat(9_000) + ")".repeat(9_000) + "\"",
          "\"" + "a|".repeat(9_000) + "\"",
          "\"before\"",
          "\"path\"",
          "\"topic\"",
          "\"exclude\"",
          "\"start\"",
          "\"format\"",
          "\"encoding\"",
          "\"multiline\"",
          "\"fields\"",
          "\"pattern\"",
          "\"negate\"",
          "\"match\"",
          "\"max_lines\"",
          "\"timeout_ms\"",
          "\"message\"",
          "\"@timestamp\"",
          "\"a.b\"",
          "\"a..b\"",
          "\" \"",
          "\"~1/\"");

  @TempDir private Path folder;

  @Test
  void shouldReadTheListOrSayWhereItIsWrong() {
    long seed = Long.getLong("sluice.fuzz.seed", new Random().nextLong());
    System.out.println("CollectListFuzzTest: -Dsluice.fuzz.seed=" + seed);
    Random random = new Random(seed);
    CollectListParser parser = CollectLists.parser(folder.toString());
    int good = 0;
    for (int i = 0; i < CASES; i++) {
      Map<String, String> sources = new LinkedHashMap<>();
      int keys = 1 + random.nextInt(3);
      for (int key = 0; key < keys; key++) {
        sources.put(key(random), text(random));
      }
      good += check(parser, sources) ? 1 : 0;
    }
    // Else it is not lists that are tested here.
    assertTrue(good > CASES / 100, "only " + good + " were good");
    assertTrue(good < CASES / 2, good + " were good");
  }

  private static String key(Random random) {
    byte[] key = "etcd key /collect/web-1/nginx".getBytes(StandardCharsets.UTF_8);
    return new String(random.nextInt(4) == 0 ? mutated(key, random) : key, StandardCharsets.UTF_8);
  }

  private String text(Random random) {
    String text = any(GOOD, random);
    for (int i = random.nextInt(MOST_MUTATIONS + 1); i > 0; i--) {
      text =
          random.nextInt(3) == 0
              ? new String(
                  mutated(text.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8)
              : mutated(text, random);
    }
    return text.replace("FOLDER", folder.toString());
  }

  /** Changes a byte, takes some away, doubles some, or cuts off the rest. */
  private static byte[] mutated(byte[] text, Random random) {
    if (text.length == 0) {
      return text;
    }
    int at = random.nextInt(text.length);
    int end = Math.min(text.length, at + 1 + random.nextInt(8));
    byte[] changed = text.clone();
    switch (random.nextInt(5)) {
      case 0 -> changed[at] = (byte) random.nextInt(256);
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 ->
          changed = joined(Arrays.copyOf(text, at), Arrays.copyOfRange(text, end, text.length));
      case 3 ->
          changed = joined(Arrays.copyOf(text, end), Arrays.copyOfRange(text, at, text.length));
      default -> changed = Arrays.copyOf(text, at);
    }
    return changed;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** Takes a token away, doubles it, swaps it with another, or puts another in its place. */
  private static String mutated(String text, Random random) {
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group()));
    if (tokens.isEmpty()) {
      return any(TOKENS, random);
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.add(at, tokens.remove(random.nextInt(tokens.size())));
      case 3 -> tokens.add(at, any(TOKENS, random));
      default -> tokens.set(at, any(TOKENS, random));
    }
    return String.join(random.nextBoolean() ? " " : "\n", tokens);
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /** Whether the sources hold a good list. */
  private boolean check(CollectListParser parser, Map<String, String> sources) {
    try {
      List<CollectEntry> entries = parser.parse(sources);
      assertRight(entries, sources);
      return true;
    } catch (CollectListException bad) {
      assertFalse(bad.problems().isEmpty());
      bad.problems().forEach(problem -> assertPlaced(problem, sources));
      return false;
    } catch (Exception | StackOverflowError | OutOfMemoryError other) {
      throw new AssertionError(other + " for " + shown(sources), other);
    }
  }

  private void assertRight(List<CollectEntry> entries, Map<String, String> sources)
      throws Exception {
    List<JsonNode> expected = new ArrayList<>();
    for (String text : sources.values()) {
      JsonNode root = JSON.readTree(text);
      if (root.isArray()) {
        root.forEach(expected::add);
      } else {
        expected.add(root);
      }
    }
    expected.sort(Comparator.comparing(node -> node.get("path").textValue()));
    assertEquals(expected.size(), entries.size(), () -> shown(sources));
    for (int i = 0; i < expected.size(); i++) {
      JsonNode node = expected.get(i);
      CollectEntry entry = entries.get(i);
      assertEquals(node.get("path").textValue(), entry.path());
      assertEquals(node.get("topic").textValue(), entry.topic());
      assertTrue(Path.of(entry.path()).startsWith(folder), entry.path());
      assertFalse(entry.path().contains("/../"), entry.path());
      assertFalse(entry.topic().startsWith("__"), entry.topic());
      assertEquals(node.has("multiline"), entry.multiline().isPresent());
      assertEquals(node.path("fields").size(), entry.fields().size());
    }
    String written = CollectListParser.write(entries);
    assertFalse(written.contains("$"), written);
    assertEquals(
        entries,
        CollectListParser.ofChecked(CollectLists.rules(folder.toString()))
            .parse(Map.of("tasks", written)));
  }

  private static void assertPlaced(CollectProblem problem, Map<String, String> sources) {
    String text = sources.get(problem.source());
    String all = problem + " -- of -- " + shown(Map.of("text", text));
    long lines = text.chars().filter(c -> c == '\n').count() + 1;
    assertTrue(problem.line() >= 1 && problem.line() <= lines + 1, all);
    assertTrue(problem.column() >= 1, all);
    assertFalse(problem.message().isBlank(), all);
    String ours = problem.message().replace(CollectLists.BYTES, "");
    for (String key : sources.keySet()) {
      ours = ours.replace(key, "");
    }
    ours = ours.replaceAll("'[^']*'|found .*", "");
    assertFalse(INTERNALS.matcher(ours).find(), all);
    try {
      JsonNode root = JSON.readTree(text);
      if (!problem.pointer().isEmpty()) {
        assertFalse(root.at(JsonPointer.compile(problem.pointer())).isMissingNode(), all);
      }
    } catch (JsonProcessingException malformed) {
      assertEquals("", problem.pointer(), all);
    }
  }

  private static String shown(Map<String, String> sources) {
    String text = sources.toString();
    return text.length() < 3_000 ? text : text.substring(0, 1_500) + " … " + text.length();
  }
}
