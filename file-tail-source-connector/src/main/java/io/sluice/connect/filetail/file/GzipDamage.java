package io.sluice.connect.filetail.file;

/**
 * Why a compressed file cannot be read to its end.
 *
 * @param compressed where it was found out, in bytes of the compressed file
 * @param from what was decompressed behind this byte is doubtful
 * @param reason continues a sentence about the file
 */
record GzipDamage(Kind kind, long compressed, long from, String reason) {

  enum Kind {
    /** More may be on its way. */
    UNFINISHED,
    /** Nothing can be decompressed from here on. */
    BROKEN,
    /** A member's bytes are not those that were compressed; the members after it may be good. */
    CHECKSUM,
    /** It never was a gzip file. */
    FOREIGN
  }

  boolean isForeign() {
    return kind == Kind.FOREIGN;
  }
}
