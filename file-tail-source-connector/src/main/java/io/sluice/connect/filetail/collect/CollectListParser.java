package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads collect lists, strictly, and reports everything that is wrong at once.
 *
 * <p>Each source holds an array of entries, or one entry.
 */
public final class CollectListParser {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AccessRules rules;
  private final RecordRules records;
  private final Supplier<HostFiles> files;

  /**
   * @param files asked for each time that a list is parsed
   */
  private CollectListParser(AccessRules rules, RecordRules records, Supplier<HostFiles> files) {
    this.rules = rules;
    this.records = records;
    this.files = files;
  }

  /** For lists that come from users; the files and links of this host are part of the check. */
  public CollectListParser(AccessRules rules, RecordRules records) {
    this(rules, records, PresentFiles::new);
  }

  /** For lists of another host, whose files and links cannot be seen from here. */
  static CollectListParser ofOtherHost(AccessRules rules, RecordRules records) {
    return new CollectListParser(rules, records, () -> HostFiles.UNSEEN);
  }

  /**
   * For what {@link #write} made of a list that was checked. A link that was made since, or a
   * converter, is no reason for a running task to fail.
   */
  public static CollectListParser ofChecked(AccessRules rules) {
    return new CollectListParser(rules, RecordRules.trusting(), () -> HostFiles.UNSEEN);
  }

  /**
   * The entries of all sources, ordered by path.
   *
   * @param sources JSON by the name that problems give as its place
   * @throws CollectListException with every problem of every source
   */
  public List<CollectEntry> parse(Map<String, String> sources) throws CollectListException {
    return parse(sources, List.of());
  }

  /**
   * The entries of all sources, ordered by path.
   *
   * @param sources JSON by the name that problems give as its place
   * @param unreadable what is wrong with further sources, which are no text
   * @throws CollectListException with these, and every problem of every source
   */
  public List<CollectEntry> parse(Map<String, String> sources, List<CollectProblem> unreadable)
      throws CollectListException {
    List<CollectProblem> problems = new ArrayList<>(unreadable);
    FileClaims claims = new FileClaims(files.get());
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
    EntryReader reader = new EntryReader(json, pointer, rules, records, problems);
    reader
        .read(node)
        .ifPresent(
            entry -> {
              String place = json.source() + (pointer.isEmpty() ? "" : " at " + pointer);
              claims
                  .claim(entry, place)
                  .ifPresentOrElse(
                      conflict ->
                          problems.add(
                              json.problem(pointer + "/" + EntryField.PATH.json(), conflict)),
                      () -> entries.add(entry));
            });
  }

  /**
   * The JSON that {@link #parse} makes the same entries from, as a task's configuration holds it.
   *
   * <p>Connect replaces each <code>${provider:key}</code> in there by what a ConfigProvider has for
   * it. Whoever can write a list must not get at a worker's secrets that way; so no dollar sign is
   * written as it is.
   */
  public static String write(List<CollectEntry> entries) {
    try {
      return JSON.writeValueAsString(entries.stream().map(CollectEntry::toJson).toList())
          .replace("$", "\\u0024");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("entries that came from JSON", impossible);
    }
  }
}
