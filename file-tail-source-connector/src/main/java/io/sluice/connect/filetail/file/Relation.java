package io.sluice.connect.filetail.file;

/** What a file is to a path that it does not have now. */
public enum Relation {
  /** It had the path, and is being read or was. */
  OWN,
  /** It holds nothing but what the path's file begins with: a copy that is being made. */
  COPY,
  /** It holds nothing by which that could be told. */
  EMPTY,
  /** It is another file. */
  NONE,
  /** It is none that is known; but what has come of the path is not known in full now. */
  UNKNOWN
}
