package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of classes, methods and constants of ours, of Java and of libraries. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "Exception|Feature|REDACTED|\\(\\)|`|\\b(?:java|javax|io|com)\\.[a-z]+\\.|[A-Z]+_[A-Z]+");

  @TempDir private Path folder;

  @Test
  void shouldReadTheListOrSayWhereItIsWrong() {
    long seed = Long.getLong("sluice.fuzz.seed", new Random().nextLong());
    System.out.println("CollectListFuzzTest: -Dsluice.fuzz.seed=" + seed);
    FuzzedLists lists =
        new FuzzedLists(new Random(seed), "etcd key /collect/web-1/nginx", folder.toString());
    CollectListParser parser = CollectLists.parser(folder.toString());
    int good = 0;
    for (int i = 0; i < CASES; i++) {
      good += check(parser, lists.next()) ? 1 : 0;
    }
    // Else it is not lists that are tested here.
    assertTrue(good > CASES / 100, "only " + good + " were good");
    assertTrue(good < CASES / 2, good + " were good");
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
