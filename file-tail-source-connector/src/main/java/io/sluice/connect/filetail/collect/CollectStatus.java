package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * What became of a collect list, as it is written to etcd.
 *
 * @param state {@code APPLIED}, or {@code FAILED} while an earlier list stays in effect
 * @param revision the etcd revision that was looked at
 * @param appliedRevision the etcd revision that is in effect; 0 for none
 * @param errors everything that is wrong with the list
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
    List<EntryProgress> paths,
    @JsonProperty("missing_keys") List<String> missingKeys,
    @JsonProperty("paths_left_out") Integer pathsLeftOut) {

  /** etcd takes values of one and a half megabytes. */
  static final int MOST_PATHS = 2000;

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
          "is no status of a collect list: " + foreign.getOriginalMessage(), foreign);
    }
  }

  private static CollectStatus of(
      State state,
      long revision,
      long appliedRevision,
      List<CollectProblem> errors,
      List<EntryProgress> paths,
      List<String> missingKeys) {
    int shown = Math.min(paths.size(), MOST_PATHS);
    Integer leftOut = shown < paths.size() ? paths.size() - shown : null;
    return new CollectStatus(
        state, revision, appliedRevision, errors, paths.subList(0, shown), missingKeys, leftOut);
  }

  public static CollectStatus applied(
      long revision, List<EntryProgress> paths, List<String> missingKeys) {
    return of(State.APPLIED, revision, revision, List.of(), paths, missingKeys);
  }

  public static CollectStatus failed(
      long revision,
      long appliedRevision,
      List<CollectProblem> problems,
      List<EntryProgress> paths,
      List<String> missingKeys) {
    return of(State.FAILED, revision, appliedRevision, problems, paths, missingKeys);
  }

  /** The same with what is known of the entries by now. */
  public CollectStatus at(List<EntryProgress> progress) {
    return of(state, revision, appliedRevision, errors, progress, missingKeys);
  }

  /** Those errors that are attempts to reach what the connector does not allow. */
  public List<CollectProblem> refusals() {
    return errors.stream().filter(problem -> problem.option() != null).toList();
  }

  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of texts and numbers", impossible);
    }
  }
}
