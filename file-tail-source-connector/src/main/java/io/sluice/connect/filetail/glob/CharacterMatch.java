package io.sluice.connect.filetail.glob;

/** What one place of a name may hold. */
@FunctionalInterface
interface CharacterMatch {

  /** {@code ?}. */
  CharacterMatch ANY = character -> true;

  /**
   * @param character a Unicode code point
   */
  boolean takes(int character);
}
