package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that is wrong with a collect list.
 *
 * @param source the etcd key, or the option, that holds the JSON
 * @param line from 1; 0 where the problem has no place
 * @param column from 1; 0 where the problem has no place
 * @param pointer JSON pointer of the value to blame; empty for the whole document
 * @param message the value, the rule and the remedy
 * @param option of the connector which does not allow the value, {@code allowed.paths} or {@code
 *     allowed.topics}; null where the value is wrong in itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectProblem(
    String source, int line, int column, String pointer, String message, String option) {

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_MESSAGE = 2_000;

  /** One that no option is to do with. */
  public CollectProblem(String source, int line, int column, String pointer, String message) {
    this(source, line, column, pointer, message, null);
  }

  /** Whether it is an attempt to reach what the connector does not allow. */
  @JsonIgnore
  public boolean isRefusal() {
    return option != null;
  }

  /** The same in a size that can be shown, whatever the names and values that it tells of. */
  CollectProblem bounded() {
    return new CollectProblem(
        Quote.shortened(source, LONGEST_NAME),
        line,
        column,
        Quote.shortened(pointer, LONGEST_NAME),
        Quote.shortened(message, LONGEST_MESSAGE),
        option);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(source);
    if (line > 0) {
      text.append(" line ").append(line).append(" column ").append(column);
    }
    if (!pointer.isEmpty()) {
      text.append(" at ").append(pointer);
    }
    return text.append(": ").append(message).toString();
  }
}
