package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads collect lists, strictly, and reports everything that is wrong at once.
 *
 * <p>Each source holds an array of entries, or one entry.
 */
public final class CollectListParser {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AccessRules rules;
  private final ValueConverter converter;
  private final UnaryOperator<Path> target;

  private CollectListParser(
      AccessRules rules, ValueConverter converter, UnaryOperator<Path> target) {
    this.rules = rules;
    this.converter = converter;
    this.target = target;
  }

  /** For lists that come from users; what links on this host lead to is part of the check. */
  public CollectListParser(AccessRules rules, ValueConverter converter) {
    this(rules, converter, FileClaims::linksResolved);
  }

  /**
   * For what {@link #write} made of a list that was checked. A link that was made since, or a
   * converter, is no reason for a running task to fail.
   */
  public static CollectListParser ofChecked(AccessRules rules) {
    return new CollectListParser(rules, ValueConverter.trusted(), UnaryOperator.identity());
  }

  /**
   * The entries of all sources, ordered by path.
   *
   * @param sources JSON by the name that problems give as its place
   * @throws CollectListException with every problem of every source
   */
  public List<CollectEntry> parse(Map<String, String> sources) throws CollectListException {
    List<CollectProblem> problems = new ArrayList<>();
    FileClaims claims = new FileClaims(target);
    List<CollectEntry> entries = new ArrayList<>();
    sources.forEach((source, text) -> parse(source, text, entries, claims, problems));
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
      FileClaims claims,
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
        parseEntry(json, root.get(i), "/" + i, entries, claims, problems);
      }
    } else {
      parseEntry(json, root, "", entries, claims, problems);
    }
  }

  private void parseEntry(
      LocatedJson json,
      JsonNode node,
      String pointer,
      List<CollectEntry> entries,
      FileClaims claims,
      List<CollectProblem> problems) {
    EntryReader reader = new EntryReader(json, pointer, rules, converter, problems);
    reader
        .read(node)
        .ifPresent(
            entry -> {
              String place = json.source() + (pointer.isEmpty() ? "" : " at " + pointer);
              Optional<FileClaims.Claim> other = claims.claim(entry.path(), place);
              if (other.isEmpty()) {
                entries.add(entry);
              } else {
                problems.add(
                    json.problem(
                        pointer + "/" + EntryField.PATH.json(), claimed(entry, other.get())));
              }
            });
  }

  private static String claimed(CollectEntry entry, FileClaims.Claim other) {
    if (other.path().equals(entry.path())) {
      return "'" + entry.path() + "' is claimed by " + other.place() + " already; remove one";
    }
    return "'"
        + entry.path()
        + "' is the same file as '"
        + other.path()
        + "', by a link; that is claimed by "
        + other.place()
        + " already; remove one";
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
