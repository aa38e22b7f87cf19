package io.sluice.connect.filetail.collect;

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

  /** One that no option is to do with. */
  public CollectProblem(String source, int line, int column, String pointer, String message) {
    this(source, line, column, pointer, message, null);
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
