package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectScannerTest {

  private final JsonObjectScanner scanner = new JsonObjectScanner();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\t} ",
        "{\"a\":1}",
        "{\"a\":-0.5e+10,\"b\":[],\"c\":{},\"d\":[1,[2,{}],null,true,false]}",
        "{\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud800\"}",
        "{\"a\":0,\"a\":0}",
        "{ \"a\" : [ 1 , 2 ] , \"b\" : \"\u007f \u2028 \ud83d\ude00\" }",
        "{\"a\":1E5,\"b\":0.0,\"c\":-1}"
      })
  void shouldAcceptObjects(String text) {
    assertTrue(isObject(text), text);
    assertFalse(scanner.sawLineBreak());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "\"a\"",
        "null",
        "[]",
        "[{}]",
        "{",
        "}",
        "{}}",
        "{}{}",
        "{} x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":truee}",
        "{\"a\":nul",
        "{\"a\":[1,]}",
        "{\"a\":[,]}",
        "{\"a\":[1}}",
        "{\"a\":{]}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "\ufeff{}",
        "{/**/}",
        "{\"a\":1}//",
        "\u00a0{}",
        "{\"a\":0x1}",
        "{\"a\" 1}",
        "{1:1}",
        "{\"a\":\"\\u\u0661\u0661\u0661\u0661\"}"
      })
  void shouldRefuseAllElse(String text) {
    assertFalse(isObject(text), text);
  }

  @Test
  void shouldRefuseEachBareControlCharacterInAString() {
    for (char c = 0; c < 0x20; c++) {
      assertFalse(isObject("{\"a\":\"" + c + "\"}"), "U+" + Integer.toHexString(c));
    }
    assertTrue(isObject("{\"a\":\" \"}"));
  }

  @Test
  void shouldRefuseMalformedUtf8() {
    int[][] malformed = {
      {0x80},
      {0xC0, 0x80},
      {0xC1, 0xBF},
      {0xC3},
      {0xE0, 0x80, 0x80},
      {0xE2, 0x82},
      {0xED, 0xA0, 0x80},
      {0xF0, 0x80, 0x80, 0x80},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF5, 0x80, 0x80, 0x80},
      {0xFF}
    };
    for (int[] sequence : malformed) {
      byte[] bytes = new byte[8 + sequence.length];
      System.arraycopy("{\"a\":\"".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 6);
      for (int i = 0; i < sequence.length; i++) {
        bytes[6 + i] = (byte) sequence[i];
      }
      bytes[6 + sequence.length] = '"';
      bytes[7 + sequence.length] = '}';
      assertFalse(scanner.isObject(bytes, 0, bytes.length));
    }
  }

  @Test
  void shouldSeeLineBreaksBetweenTokens() {
    assertTrue(isObject("{\n\"a\":1}"));
    assertTrue(scanner.sawLineBreak());
    assertTrue(isObject("{\"a\":1}\r"));
    assertTrue(scanner.sawLineBreak());
    assertTrue(isObject("{\"a\":\"\\n\"}"));
    assertFalse(scanner.sawLineBreak());
  }

  @Test
  void shouldBoundTheDepth() {
    int most = JsonObjectScanner.MAX_DEPTH;
    assertTrue(isObject("{\"a\":" + "[".repeat(most - 1) + "]".repeat(most - 1) + "}"));
    assertFalse(isObject("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}"));
  }

  @Test
  void shouldAgreeWithJacksonOnMutatedDocuments() {
    String[] seeds = {
      "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\\u00e9\\n\"},\"f\":-1.5e-7}",
      "{ \"m\" : \"\u00fc\u20ac\ud83d\ude00\" , \"n\" : [ 0 , 1.0 , { } , [ ] ] }\n",
      "{}"
    };
    byte[] alphabet =
        "{}[]\",:\\0123456789.eE+-truefalsn u/\t\n\r\u00e9".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20261121);
    int objects = 0;
    for (int round = 0; round < 300_000; round++) {
      byte[] bytes = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change > 0; change--) {
        bytes = mutate(bytes, alphabet, random);
      }
      boolean expected = isObjectForJackson(bytes);
      objects += expected ? 1 : 0;
      assertEquals(
          expected,
          scanner.isObject(bytes, 0, bytes.length),
          () -> "disagreement in round with seed 20261121");
    }
    assertTrue(objects > 30_000 && objects < 270_000, "both kinds must occur, not " + objects);
  }

  private static byte[] mutate(byte[] bytes, byte[] alphabet, Random random) {
    int at = random.nextInt(bytes.length + 1);
    byte b = alphabet[random.nextInt(alphabet.length)];
    boolean delete = at < bytes.length && random.nextInt(3) == 0;
    boolean replace = at < bytes.length && !delete && random.nextBoolean();
    byte[] mutated = new byte[bytes.length + (delete ? -1 : replace ? 0 : 1)];
    System.arraycopy(bytes, 0, mutated, 0, at);
    int rest = delete || replace ? at + 1 : at;
    if (!delete) {
      mutated[at] = b;
    }
    System.arraycopy(bytes, rest, mutated, delete ? at : at + 1, bytes.length - rest);
    return mutated;
  }

  private static boolean isObjectForJackson(byte[] bytes) {
    // Decoded strictly first: Jackson's own decoder lets some malformed sequences pass.
    if (!Utf8.isValid(bytes, 0, bytes.length)) {
      return false;
    }
    try (JsonParser parser =
        new JsonFactory().createParser(new String(bytes, StandardCharsets.UTF_8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isObject(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return scanner.isObject(bytes, 0, bytes.length);
  }
}
