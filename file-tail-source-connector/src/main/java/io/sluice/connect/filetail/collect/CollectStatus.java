package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What became of a collect list, as it is written to etcd.
 *
 * @param state {@code APPLIED}, or {@code FAILED} while an earlier list stays in effect
 * @param revision the etcd revision that was looked at
 * @param appliedRevision the etcd revision that is in effect; 0 for none
 * @param errors everything that is wrong with the list
 * @param paths the files of the list that was applied
 * @param missingKeys the keys of {@code collect.keys} that etcd does not have
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CollectStatus(
    State state,
    long revision,
    @JsonProperty("applied_revision") long appliedRevision,
    List<CollectProblem> errors,
    List<Target> paths,
    @JsonProperty("missing_keys") List<String> missingKeys) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a list took effect. */
  public enum State {
    APPLIED,
    FAILED
  }

  /** A file and its topic. */
  public record Target(String path, String topic) {}

  public static CollectStatus applied(
      long revision, List<CollectEntry> entries, List<String> missingKeys) {
    return new CollectStatus(
        State.APPLIED,
        revision,
        revision,
        List.of(),
        entries.stream().map(entry -> new Target(entry.path(), entry.topic())).toList(),
        missingKeys);
  }

  public static CollectStatus failed(
      long revision,
      long appliedRevision,
      List<CollectProblem> problems,
      List<String> missingKeys) {
    return new CollectStatus(
        State.FAILED, revision, appliedRevision, problems, List.of(), missingKeys);
  }

  /**
   * Whether another status tells no more than that a later revision was looked at, with the same
   * outcome. Two lists that took effect never say the same: their applied revisions differ.
   */
  public boolean saysTheSameAs(CollectStatus other) {
    return state == other.state
        && appliedRevision == other.appliedRevision
        && errors.equals(other.errors)
        && paths.equals(other.paths)
        && missingKeys.equals(other.missingKeys);
  }

  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of texts and numbers", impossible);
    }
  }
}
