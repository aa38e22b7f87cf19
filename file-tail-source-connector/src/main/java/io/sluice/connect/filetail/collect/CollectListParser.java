package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads collect lists, strictly, and reports everything that is wrong at once.
 *
 * <p>Each source holds an array of entries, or one entry.
 */
public final class CollectListParser {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AccessRules rules;

  public CollectListParser(AccessRules rules) {
    this.rules = rules;
  }

  /**
   * The entries of all sources, ordered by path.
   *
   * @param sources JSON by the name that problems give as its place
   * @throws CollectListException with every problem of every source
   */
  public List<CollectEntry> parse(Map<String, String> sources) throws CollectListException {
    List<CollectProblem> problems = new ArrayList<>();
    Map<String, String> claimed = new TreeMap<>();
    List<CollectEntry> entries = new ArrayList<>();
    sources.forEach((source, text) -> parse(source, text, entries, claimed, problems));
    if (!problems.isEmpty()) {
      throw new CollectListException(problems);
    }
    entries.sort(Comparator.comparing(CollectEntry::path));
    return List.copyOf(entries);
  }

  private void parse(
      String source,
      String text,
      List<CollectEntry> entries,
      Map<String, String> claimed,
      List<CollectProblem> problems) {
    LocatedJson json;
    try {
      json = LocatedJson.parse(source, text);
    } catch (CollectListException malformed) {
      problems.addAll(malformed.problems());
      return;
    }
    JsonNode root = json.root();
    if (root.isArray()) {
      for (int i = 0; i < root.size(); i++) {
        parseEntry(json, root.get(i), "/" + i, entries, claimed, problems);
      }
    } else {
      parseEntry(json, root, "", entries, claimed, problems);
    }
  }

  private void parseEntry(
      LocatedJson json,
      JsonNode node,
      String pointer,
      List<CollectEntry> entries,
      Map<String, String> claimed,
      List<CollectProblem> problems) {
    EntryReader reader = new EntryReader(json, pointer, rules, problems);
    reader
        .read(node)
        .ifPresent(
            entry -> {
              String place = json.source() + (pointer.isEmpty() ? "" : " at " + pointer);
              String other = claimed.putIfAbsent(entry.path(), place);
              if (other == null) {
                entries.add(entry);
              } else {
                problems.add(
                    json.problem(
                        pointer + "/" + EntryField.PATH.json(),
                        "'" + entry.path() + "' is claimed by " + other + " already; remove one"));
              }
            });
  }

  /** The JSON that {@link #parse} makes the same entries from. */
  public static String write(List<CollectEntry> entries) {
    try {
      return JSON.writeValueAsString(entries.stream().map(CollectEntry::toJson).toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("entries that came from JSON", impossible);
    }
  }
}
