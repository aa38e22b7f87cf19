package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a task has got with an entry of its list, as its status shows it.
 *
 * @param path the entry's
 * @param topic the entry's
 * @param task from 0; null where that is not known, as for all that follows
 * @param state of the file; of several that which is most in need of attention
 * @param files how many a glob means; null for an entry of one file
 * @param position byte up to which the file was handed on; null for a glob
 * @param lagBytes what is there and not handed on yet
 * @param refused a file that is not read because it leads out of {@code allowed.paths}, and where
 *     to; of several the last; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryProgress(
    String path,
    String topic,
    Integer task,
    String state,
    Long files,
    Long position,
    @JsonProperty("lag_bytes") Long lagBytes,
    String refused) {

  /** That of an entry of which nothing is known. */
  public static EntryProgress unknown(CollectEntry entry) {
    return new EntryProgress(entry.path(), entry.topic(), null, null, null, null, null, null);
  }
}
