package io.sluice.connect.filetail.line;

/**
 * Cuts what was read into what records hold. Keeps nothing between two reads: what was not handed
 * on is read again with what follows, also by another run.
 */
public interface Framing {

  /**
   * Hands on all that is complete.
   *
   * @return index behind the last byte that is done with; the window's start where none is
   */
  int cut(Window window);
}
