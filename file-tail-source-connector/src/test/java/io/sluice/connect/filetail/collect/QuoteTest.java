package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuoteTest {

  @Test
  void shouldQuoteWhatAPersonHasTypedAsItIs() {
    assertEquals("'/var/log/a.log'", Quote.of("/var/log/a.log"));
    assertEquals("'" + "a".repeat(200) + "'", Quote.of("a".repeat(200)));
  }

  @Test
  void shouldShowTheBeginningAndTheEndOfWhatIsLong() {
    assertEquals("abcdef…xyz", Quote.shortened("abcdefghijklmnopqrstuvwxyz", 10));
    assertEquals(202, Quote.of("a".repeat(4_096)).length());
  }

  /** Half a character is none, and would be written as another. */
  @Test
  void shouldNotCutACharacterInTwo() {
    for (String text : new String[] {"😀".repeat(9), "x" + "😀".repeat(9)}) {
      String shown = Quote.shortened(text, 10);
      assertTrue(shown.length() <= 10, shown);
      assertEquals(
          0, shown.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE).count());
    }
  }
}
