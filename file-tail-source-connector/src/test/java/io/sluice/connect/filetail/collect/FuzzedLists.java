package io.sluice.connect.filetail.collect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Lists and keys as they come from people, editors and scripts that went wrong, and some good. */
public final class FuzzedLists {

  private static final int MOST_MUTATIONS = 4;

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|[\\[\\]{},:]|[^\\s\\[\\]{},:\"]+");

  /** In which FOLDER stands for one that is allowed. */
  private static final List<String> GOOD =
      List.of(
          "[]",
          "{\"path\": \"FOLDER/a.log\", \"topic\": \"a\", \"format\": \"json\"}",
          """
          [{"path": "FOLDER/a.log", "topic": "a", "format": "json"},
           {"path": "FOLDER/b.log", "topic": "b.log", "format": "line", "start": "end"}]
          """,
          """
          [
            {"path": "FOLDER/web/*.log", "exclude": ["*.tmp", "FOLDER/web/old/**"], "topic": "web",
             "format": "json", "encoding": "GBK", "fields": {"service": {"name": "shöp", "tags":
             ["a", "b"]}, "tier": 1, "share": 0.5, "live": true, "a/b~c": "$x ${env:HOME}"}},
            {"path": "FOLDER/{x,y}/**/[a-z]?.log", "topic": "b_1", "format": "lines"}
          ]
          """,
          """
          {"topic": "m", "path": "FOLDER/m.log", "format": "line", "start": "beginning",
           "multiline": {"pattern": "^\\\\s+at (a|b)*", "negate": true, "match": "before",
                         "max_lines": 7, "timeout_ms": 80}}
          """);

  private static final List<String> TOKENS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "1.5",
          "NaN",
          "nul",
          "9999999999999999999999",
          "9".repeat(1_200),
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\x\"",
          "\"\t\"",
          "\"",
          "'",
          "//",
          "/**/",
          "#",
          "\uFEFF",
          "\u0000",
          "\u2028",
          "[".repeat(1_100),
          "{\"a\":".repeat(1_100),
          "{\"a\":".repeat(95) + "1" + "}".repeat(95),
          "\"/etc/shadow\"",
          "\"FOLDER/../x\"",
          "\"FOLDER\"",
          "\"/\"",
          "\"FOLDER/\"",
          "\"FOLDER/**\"",
          "\"FOLDER/*.log\"",
          "\"FOLDER/**.log\"",
          "\"FOLDER/[\"",
          "\"FOLDER/[]a]\"",
          "\"FOLDER/[z-a]\"",
          "\"FOLDER/[a-\"",
          "\"FOLDER/{\"",
          "\"FOLDER/{a,b\"",
          "\"FOLDER/}{\"",
          "\"FOLDER/{a,{b,c}}\"",
          "\"FOLDER/x\\\\\"",
          "\"FOLDER/" + "{a,b}".repeat(12) + "\"",
          "\"FOLDER/" + "{".repeat(4_000) + "\"",
          "\"FOLDER/" + "{".repeat(90_000) + "\"",
          "\"FOLDER/" + "a".repeat(300) + "\"",
          "\"FOLDER/" + "*a".repeat(300) + "\"",
          "\"FOLDER/" + "[".repeat(300) + "\"",
          "\"*.tmp\"",
          "\"a/b\"",
          "\"a.log\"",
          "\"__consumer_offsets\"",
          "\"a b\"",
          "\".\"",
          "\"..\"",
          "\"t\"",
          "\"ä\"",
          "\"ecs\"",
          "\"json\"",
          "\"line\"",
          "\"lines\"",
          "\"LINES\"",
          "\"end\"",
          "\"End\"",
          "\"UTF-16\"",
          "\"utf8\"",
          "\"UTF-7\"",
          "\"ISO-2022-KR\"",
          "\"x-JISAutoDetect\"",
          "\"COMPOUND_TEXT\"",
          "\"\u0130\"",
          "\"(\"",
          "\"(?<a\"",
          "\"[a\"",
          "\"*\"",
          "\"a{2,1}\"",
          "\"\\\\p{X}\"",
          "\"\\\\\"",
          "\"(a+)+$\"",
          "\"" + "(".repeat(9_000) + "\"",
          "\"" + "(".repeat(9_000) + ")".repeat(9_000) + "\"",
          "\"" + "a|".repeat(9_000) + "\"",
          "\"before\"",
          "\"path\"",
          "\"topic\"",
          "\"exclude\"",
          "\"start\"",
          "\"format\"",
          "\"encoding\"",
          "\"multiline\"",
          "\"fields\"",
          "\"pattern\"",
          "\"negate\"",
          "\"match\"",
          "\"max_lines\"",
          "\"timeout_ms\"",
          "\"message\"",
          "\"@timestamp\"",
          "\"a.b\"",
          "\"a..b\"",
          "\" \"",
          "\"~1/\"");

  private final Random random;
  private final String key;
  private final String folder;

  /**
   * @param key what the lists' keys are called, before something goes wrong with it
   * @param folder one that is allowed
   */
  public FuzzedLists(Random random, String key, String folder) {
    this.random = random;
    this.key = key;
    this.folder = folder;
  }

  /** One to three keys and what they hold. */
  public Map<String, String> next() {
    Map<String, String> sources = new LinkedHashMap<>();
    int keys = 1 + random.nextInt(3);
    for (int i = 0; i < keys; i++) {
      sources.put(key(), text());
    }
    return sources;
  }

  private String key() {
    return random.nextInt(4) == 0
        ? new String(mutated(key.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8)
        : key;
  }

  private String text() {
    String text = any(GOOD, random);
    for (int i = random.nextInt(MOST_MUTATIONS + 1); i > 0; i--) {
      text =
          random.nextInt(3) == 0
              ? new String(
                  mutated(text.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8)
              : mutated(text, random);
    }
    return text.replace("FOLDER", folder);
  }

  /** Changes a byte, takes some away, doubles some, or cuts off the rest. */
  private static byte[] mutated(byte[] text, Random random) {
    if (text.length == 0) {
      return text;
    }
    int at = random.nextInt(text.length);
    int end = Math.min(text.length, at + 1 + random.nextInt(8));
    byte[] changed = text.clone();
    switch (random.nextInt(5)) {
      case 0 -> changed[at] = (byte) random.nextInt(256);
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 ->
          changed = joined(Arrays.copyOf(text, at), Arrays.copyOfRange(text, end, text.length));
      case 3 ->
          changed = joined(Arrays.copyOf(text, end), Arrays.copyOfRange(text, at, text.length));
      default -> changed = Arrays.copyOf(text, at);
    }
    return changed;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** Takes a token away, doubles it, swaps it with another, or puts another in its place. */
  private static String mutated(String text, Random random) {
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group()));
    if (tokens.isEmpty()) {
      return any(TOKENS, random);
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.add(at, tokens.remove(random.nextInt(tokens.size())));
      case 3 -> tokens.add(at, any(TOKENS, random));
      default -> tokens.set(at, any(TOKENS, random));
    }
    return String.join(random.nextBoolean() ? " " : "\n", tokens);
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
