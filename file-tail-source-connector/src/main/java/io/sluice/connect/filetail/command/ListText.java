package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A collect list as its author has written it: an entry is put in or taken out, and the rest stays
 * as it is, to the last blank.
 */
final class ListText {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where an entry stands in the text. */
  private record Item(int from, int to, JsonNode entry) {}

  private final String text;
  private final boolean isArray;
  private final int open;
  private final int close;
  private final List<Item> items;

  private ListText(String text, boolean isArray, int open, int close, List<Item> items) {
    this.text = text;
    this.isArray = isArray;
    this.open = open;
    this.close = close;
    this.items = items;
  }

  /**
   * @throws JsonProcessingException where the text is no JSON
   */
  static ListText parse(String text) throws JsonProcessingException {
    JSON.readTree(text);
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      List<Item> items = new ArrayList<>();
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        items.add(new Item(0, text.length(), JSON.readTree(text)));
        return new ListText(text, false, 0, text.length(), items);
      }
      int open = start(parser) + 1;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = start(parser);
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        items.add(new Item(from, to, JSON.readTree(text.substring(from, to))));
      }
      return new ListText(text, true, open, start(parser), items);
    } catch (JsonProcessingException malformed) {
      throw malformed;
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading a text", impossible);
    }
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** Whether it is an array, and not a single entry. */
  boolean isArray() {
    return isArray;
  }

  List<JsonNode> entries() {
    return items.stream().map(Item::entry).toList();
  }

  /** The entry of that path; nothing where there is none. */
  OptionalInt indexOf(String path) {
    return IntStream.range(0, items.size())
        .filter(i -> items.get(i).entry.path("path").asText().equals(path))
        .findFirst();
  }

  /** The text with one more entry at its end, set off as the last one is. */
  String with(String entry) {
    if (!isArray) {
      return "[" + text.strip() + ", " + entry + "]";
    }
    if (items.isEmpty()) {
      return text.substring(0, open) + entry + text.substring(close);
    }
    Item last = items.get(items.size() - 1);
    int gap = last.from;
    while (Character.isWhitespace(text.charAt(gap - 1))) {
      gap--;
    }
    String between = gap == last.from ? " " : text.substring(gap, last.from);
    return text.substring(0, last.to) + "," + between + entry + text.substring(last.to);
  }

  /** The text of an array without one of its entries. */
  String without(int index) {
    Item gone = items.get(index);
    if (items.size() == 1) {
      return text.substring(0, open) + text.substring(close);
    }
    return index == 0
        ? text.substring(0, gone.from) + text.substring(items.get(1).from)
        : text.substring(0, items.get(index - 1).to) + text.substring(gone.to);
  }
}
