package io.sluice.connect.filetail.collect;

/**
 * One thing that is wrong with a collect list.
 *
 * @param source the etcd key, or the option, that holds the JSON
 * @param line from 1; 0 where the problem has no place
 * @param column from 1; 0 where the problem has no place
 * @param pointer JSON pointer of the value to blame; empty for the whole document
 * @param message the value, the rule and the remedy
 */
public record CollectProblem(String source, int line, int column, String pointer, String message) {

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
