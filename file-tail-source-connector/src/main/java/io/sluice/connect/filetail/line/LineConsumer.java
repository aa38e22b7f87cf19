package io.sluice.connect.filetail.line;

/** Takes what a record is made of, in the order of the file. */
@FunctionalInterface
public interface LineConsumer {
  /**
   * @param line reused after the call
   */
  void line(Line line);
}
