package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change does to a list, for people: entry by entry, one field a line, as {@code diff -u}
 * has it. Entries that stay are left out.
 */
final class ListDiff {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of an entry is shown. */
  private static final int CONTEXT = 10_000;

  private ListDiff() {}

  /** The lines of the difference; none where the entries are the same. */
  static List<String> of(Change change) {
    Map<String, List<String>> before = entries(change.before().map(value -> value.value()));
    Map<String, List<String>> after = entries(change.after());
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      List<String> old = before.getOrDefault(name, List.of());
      List<String> next = after.getOrDefault(name, List.of());
      if (!old.equals(next)) {
        lines.add("@@ " + name + " @@");
        lines.addAll(unified(old, next));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(
          0,
          "--- "
              + change
                  .before()
                  .map(value -> change.key() + " (revision " + value.modRevision() + ")")
                  .orElse("(no key)"));
      lines.add(1, "+++ " + change.after().map(text -> change.key()).orElse("(no key)"));
    }
    return lines;
  }

  /** Without the three lines of headers, which tell nothing about an entry. */
  private static List<String> unified(List<String> before, List<String> after) {
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "", "", before, DiffUtils.diff(before, after), CONTEXT);
    return lines.subList(3, lines.size());
  }

  /** The lines of each entry, by its path; a text that is no JSON is one entry without a path. */
  private static Map<String, List<String>> entries(Optional<String> text) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return entries;
    }
    try {
      for (JsonNode entry : ListText.parse(text.get()).entries()) {
        String path = entry.path("path").asText("");
        String name = path.isEmpty() ? "an entry without a path" : path;
        for (int again = 2; entries.containsKey(name); again++) {
          name = path + " (" + again + ")";
        }
        entries.put(name, lines(entry));
      }
    } catch (JsonProcessingException malformed) {
      entries.put("not JSON", text.get().lines().toList());
    }
    return entries;
  }

  private static List<String> lines(JsonNode entry) {
    if (!entry.isObject() || entry.isEmpty()) {
      return List.of(entry.toString());
    }
    List<String> lines = new ArrayList<>(List.of("{"));
    entry
        .properties()
        .forEach(field -> lines.add("  " + quoted(field.getKey()) + ": " + field.getValue()));
    lines.add("}");
    return lines;
  }

  private static String quoted(String name) {
    try {
      return JSON.writeValueAsString(name);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a text", impossible);
    }
  }
}
