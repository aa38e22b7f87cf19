package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldFinderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonFieldFinder finder = new JsonFieldFinder();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a | 1",
        "/b | x",
        "/c/d | true",
        "/c/e/0 | -1.50e3",
        "/c/e/2/f | deep",
        "/g~1h | slash",
        "/i~0j | tilde",
        "/k l | space",
        "/\u00e9 | \u00fc",
        "/q\" | quote",
        "/ | nameless",
        "/last | false",
      })
  void shouldFindTextNumbersAndBooleans(String pointer, String expected) throws Exception {
    String document =
        """
         { "a" : 1 ,"b":"x","c":{"d":true,"e":[-1.50e3,[],{"f":"deep"}]},"g/h":"slash",
        "i~j":"tilde","k l":"space","\u00e9":"\u00fc","q\\"":"quote","m":"\\"\\\\\\u00e9\\n","":"nameless",
        "n":null,"o":{},"p":[ ],"last":false}""";
    assertEquals(expected, text(document, pointer));
    assertEquals("\"\\\u00e9\n", text(document, "/m"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/x | it has no field /x",
        "/a/b | it has no field /a/b",
        "/list/3 | it has no field /list/3",
        "/list/-1 | it has no field /list/-1",
        "/list/01 | it has no field /list/01",
        "/list/a | it has no field /list/a",
        "/empty/a | it has no field /empty/a",
        "/none/0 | it has no field /none/0",
        "/n | its field /n is null",
        "/empty | its field /empty is an object",
        "/list | its field /list is a list",
      })
  void shouldSayWhatIsMissing(String pointer, String reason) {
    String document = "{\"a\":\"b\",\"list\":[1,2,3],\"n\":null,\"empty\":{},\"none\":[]}";
    String message =
        assertThrows(MalformedDocumentException.class, () -> text(document, pointer)).getMessage();
    assertTrue(message.startsWith(reason), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "/a~", "/a~2"})
  void shouldRefuseWhatIsNoPointer(String pointer) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> JsonPointer.parse(pointer)).getMessage();
    assertTrue(message.contains("'" + pointer + "' is not a JSON pointer"), message);
  }

  @Test
  void shouldAgreeWithATree() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      JsonNode tree = randomNode(random, 0);
      List<String> pointers = new ArrayList<>();
      collect(tree, "", pointers);
      pointers.add("/nobody/is/here");
      for (String pointer : pointers) {
        JsonNode node = tree.at(pointer);
        byte[] bytes = ("  " + tree).getBytes(StandardCharsets.UTF_8);
        boolean found = finder.has(bytes, 2, JsonPointer.parse(pointer));
        assertEquals(!node.isMissingNode(), found, tree + " at " + pointer);
        if (node.isTextual()) {
          assertEquals(node.asText(), finder.text(bytes, 2, JsonPointer.parse(pointer)));
        }
      }
    }
    assertFalse(finder.has("{}".getBytes(StandardCharsets.UTF_8), 0, JsonPointer.parse("/a")));
  }

  private static JsonNode randomNode(Random random, int depth) {
    String[] names = {"a", "b\"", "c\\", "}", "[", "\u00e9", ","};
    ObjectNode object = JSON.createObjectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = names[random.nextInt(names.length)];
      switch (random.nextInt(depth > 3 ? 3 : 5)) {
        case 0 -> object.put(name, names[random.nextInt(names.length)]);
        case 1 -> object.put(name, random.nextInt());
        case 2 -> object.putNull(name);
        case 3 -> object.set(name, randomNode(random, depth + 1));
        default -> {
          ArrayNode list = object.putArray(name);
          list.add(randomNode(random, depth + 1)).add("]").add(random.nextBoolean());
        }
      }
    }
    return object;
  }

  private static void collect(JsonNode node, String path, List<String> pointers) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                pointers.add(path + "/" + field.getKey());
                collect(field.getValue(), path + "/" + field.getKey(), pointers);
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        pointers.add(path + "/" + i);
        collect(node.get(i), path + "/" + i, pointers);
      }
    }
  }

  private String text(String document, String pointer) throws MalformedDocumentException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return finder.text(bytes, 0, JsonPointer.parse(pointer));
  }
}
