package io.sluice.connect.filetail.file;

import java.util.Map;

/** Takes the lines of a file, in order. */
@FunctionalInterface
public interface LineConsumer {
  /**
   * @param bytes holds the line, without its line ending; reused after the call
   * @param from index of the line's first byte
   * @param to index behind the line's last byte
   * @param start where the line begins in its file, in bytes
   * @param mark whether the line is whole
   * @param offset the source offset at which reading goes on behind this line
   */
  void line(byte[] bytes, int from, int to, long start, LineMark mark, Map<String, Object> offset);
}
