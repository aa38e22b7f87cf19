package io.sluice.connect.filetail.file;

import java.security.MessageDigest;

/** Finds out whether a file holds a stretch of bytes, as the file goes by. */
final class SpanCheck {

  private final HashedSpan span;
  private final MessageDigest digest = HashedSpan.sha256();
  private long at;

  /**
   * @param span null for one that every file holds
   */
  SpanCheck(HashedSpan span) {
    this.span = span;
    this.at = span == null ? 0 : span.start();
  }

  /** Takes the next bytes of the file, the first of which stands at {@code position}. */
  void pass(long position, byte[] bytes, int length) {
    if (span == null || at >= span.end() || position + length <= at) {
      return;
    }
    int from = (int) (at - position);
    int count = (int) Math.min(length - from, span.end() - at);
    digest.update(bytes, from, count);
    at += count;
  }

  /** To be asked once. */
  boolean isPassed() {
    return span == null
        || (at == span.end() && HashedSpan.text(digest.digest()).equals(span.hash()));
  }
}
