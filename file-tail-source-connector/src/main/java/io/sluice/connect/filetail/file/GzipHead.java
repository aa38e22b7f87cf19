package io.sluice.connect.filetail.file;

/**
 * The first bytes of what was compressed.
 *
 * @param bytes as many as {@link HashedSpan#head} covers, or fewer where the file holds fewer
 * @param isUnfinished whether more may follow them yet
 */
record GzipHead(byte[] bytes, boolean isUnfinished) {

  /** Whether a file that begins so may begin with the span. */
  boolean mayBe(HashedSpan head) {
    return head == null || (head.end() > bytes.length ? isUnfinished : is(head));
  }

  /** Whether it certainly does. */
  boolean is(HashedSpan head) {
    return head != null
        && head.end() <= bytes.length
        && HashedSpan.of(head.start(), bytes, (int) head.start(), head.length()).equals(head);
  }
}
