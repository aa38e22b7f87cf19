package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Changes of a text that leave the rest of it alone. */
class ListTextTest {

  private static String with(String text) throws JsonProcessingException {
    return ListText.parse(text).with("{N}");
  }

  private static String without(String text, int index) throws JsonProcessingException {
    return ListText.parse(text).without(index);
  }

  @Test
  void shouldSetANewEntryOffAsTheLastOneIs() throws Exception {
    assertEquals("[{N}]", with("[]"));
    assertEquals(" [{N}] ", with(" [ \n ] "));
    assertEquals("[{\"a\": 1}, {N}]", with("[{\"a\": 1}]"));
    assertEquals("[{}, {}, {N}]", with("[{}, {}]"));
    assertEquals("[\n\t{},\n\t{N}\n]\n", with("[\n\t{}\n]\n"));
    assertEquals("[{\"ä𝄞\": \"]\"}, {N}]", with("[{\"ä𝄞\": \"]\"}]"));
    assertEquals("[7, {N}]", with("[7]"));
    assertEquals("[\"x\", {N}]", with("[\"x\"]"));
  }

  @Test
  void shouldMakeAnArrayOfASingleEntryAndAnother() throws Exception {
    assertEquals("[{\"a\": 1}, {N}]", with(" {\"a\": 1}\n"));
    assertFalse(ListText.parse("{}").isArray());
  }

  @Test
  void shouldTakeAnEntryOutWithTheCommaThatBelongsToIt() throws Exception {
    assertEquals("[]", without("[\n{}]", 0));
    assertEquals("[\n  2,\n  3\n]", without("[\n  1,\n  2,\n  3\n]", 0));
    assertEquals("[\n  1,\n  3\n]", without("[\n  1,\n  2,\n  3\n]", 1));
    assertEquals("[\n  1,\n  2\n]", without("[\n  1,\n  2,\n  3\n]", 2));
  }

  @Test
  void shouldFindAnEntryByItsPath() throws Exception {
    ListText list = ListText.parse("[{\"path\":\"/a\"},5,{\"path\":\"/b\"}]");

    assertEquals(OptionalInt.of(2), list.indexOf("/b"));
    assertEquals(OptionalInt.empty(), list.indexOf("/c"));
  }

  @Test
  void shouldRefuseWhatIsNoJson() {
    assertThrows(JsonProcessingException.class, () -> ListText.parse("[{}"));
    assertThrows(JsonProcessingException.class, () -> ListText.parse("nonsense"));
  }
}
