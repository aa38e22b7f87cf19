package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What became of a collect list, as it is written to etcd.
 *
 * @param state {@code APPLIED}, or {@code FAILED} while an earlier list stays in effect
 * @param revision the etcd revision that was looked at
 * @param appliedRevision the etcd revision that is in effect; 0 for none
 * @param errors what is wrong with the list, or why etcd does not show it
 * @param errorsLeftOut how many more there are; null where none are
 * @param paths how far the entries of the list are read that is in effect
 * @param pathsLeftOut how many more there are; null where none are
 * @param missingKeys the keys of {@code collect.keys} that etcd does not have
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CollectStatus(
    State state,
    long revision,
    @JsonProperty("applied_revision") long appliedRevision,
    List<CollectProblem> errors,
    @JsonProperty("errors_left_out") Integer errorsLeftOut,
    List<EntryProgress> paths,
    @JsonProperty("missing_keys") List<String> missingKeys,
    @JsonProperty("paths_left_out") Integer pathsLeftOut) {

  /** Nobody reads more. */
  static final int MOST_ERRORS = 200;

  static final int MOST_PATHS = 2000;

  /** Of the whole, in UTF-8: etcd takes values of one and a half megabytes. */
  static final int MOST_BYTES = 1_000_000;

  private static final int MOST_BYTES_OF_ERRORS = 300_000;

  /** More than state, revisions, counts and the names of the lists take. */
  private static final int BYTES_OF_THE_REST = 1_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Whether a list took effect. */
  public enum State {
    APPLIED,
    FAILED
  }

  public CollectStatus {
    errors = errors == null ? List.of() : List.copyOf(errors);
    paths = paths == null ? List.of() : List.copyOf(paths);
    missingKeys = missingKeys == null ? List.of() : List.copyOf(missingKeys);
  }

  /**
   * Reads what {@link #toJson} wrote, of whatever version.
   *
   * @throws IllegalArgumentException where it is something else
   */
  public static CollectStatus read(String json) {
    try {
      CollectStatus status = JSON.readValue(json, CollectStatus.class);
      if (status == null || status.state == null) {
        throw new IllegalArgumentException("is no status of a collect list: it has no state");
      }
      return status;
    } catch (JsonProcessingException foreign) {
      throw new IllegalArgumentException(
          "is no status of a collect list: " + ForeignJson.describe(foreign));
    }
  }

  private static CollectStatus of(
      State state,
      long revision,
      long appliedRevision,
      Excerpt<CollectProblem> errors,
      List<EntryProgress> paths,
      List<String> missingKeys) {
    int room = MOST_BYTES - BYTES_OF_THE_REST - sizes(errors.shown()) - sizes(missingKeys);
    Excerpt<EntryProgress> shown = Excerpt.of(paths, MOST_PATHS, room, CollectStatus::size);
    return new CollectStatus(
        state,
        revision,
        appliedRevision,
        errors.shown(),
        errors.leftOut(),
        shown.shown(),
        missingKeys,
        shown.leftOut());
  }

  private static int sizes(List<?> values) {
    return values.stream().mapToInt(CollectStatus::size).sum();
  }

  /** Of a value as it stands in {@link #toJson}, in bytes; each of its lines is indented there. */
  private static int size(Object value) {
    String json = written(value);
    int lines = 1 + (int) json.chars().filter(character -> character == '\n').count();
    return json.getBytes(StandardCharsets.UTF_8).length + lines * 4 + 2;
  }

  public static CollectStatus applied(
      long revision, List<EntryProgress> paths, List<String> missingKeys) {
    Excerpt<CollectProblem> none = new Excerpt<>(List.of(), null);
    return of(State.APPLIED, revision, revision, none, paths, missingKeys);
  }

  public static CollectStatus failed(
      long revision,
      long appliedRevision,
      List<CollectProblem> problems,
      List<EntryProgress> paths,
      List<String> missingKeys) {
    Excerpt<CollectProblem> errors =
        Excerpt.of(problems, MOST_ERRORS, MOST_BYTES_OF_ERRORS, problem -> size(problem.bounded()));
    List<CollectProblem> bounded = errors.shown().stream().map(CollectProblem::bounded).toList();
    return of(
        State.FAILED,
        revision,
        appliedRevision,
        new Excerpt<>(bounded, errors.leftOut()),
        paths,
        missingKeys);
  }

  /** The same with what is known of the entries by now. */
  public CollectStatus at(List<EntryProgress> progress) {
    Excerpt<CollectProblem> same = new Excerpt<>(errors, errorsLeftOut);
    return of(state, revision, appliedRevision, same, progress, missingKeys);
  }

  public String toJson() {
    return written(this);
  }

  private static String written(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of texts and numbers", impossible);
    }
  }
}
