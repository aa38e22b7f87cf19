package io.sluice.connect.filetail.line;

/** What becomes of that which may go on: a group of lines, and a line whose ending is not there. */
public enum Unfinished {
  /** It waits for more. */
  WAITS,
  /** A group of lines is whole as it is; a line without its ending waits on. */
  ENDS_GROUP,
  /** All is sent; a line without its ending is marked as partial. */
  IS_SENT_AS_PARTIAL,
  /** All is sent; a line without its ending is the file's last one. */
  IS_LAST;

  boolean endsGroup() {
    return this != WAITS;
  }

  /** Whether a line without its ending is sent. */
  public boolean isSent() {
    return this == IS_SENT_AS_PARTIAL || this == IS_LAST;
  }
}
