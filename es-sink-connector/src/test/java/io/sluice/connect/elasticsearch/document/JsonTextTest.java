package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  private final GrowableBytes out = new GrowableBytes(1);

  @Test
  void shouldWriteWhatAParserReadsBack() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Random random = new Random(3);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x30);
              case 1 -> "\"\\/\u007f\u2028".charAt(random.nextInt(5));
              case 2 -> 0x10000 + random.nextInt(0x1000);
              default -> 'a' + random.nextInt(26);
            });
      }
      assertEquals(
          text.toString(), json.readValue("\"" + written(text.toString()) + "\"", String.class));
    }
  }

  @Test
  void shouldEscapeNoMoreThanItMust() {
    assertEquals("a/\u00e9\u007f\\\"\\\\\\n\\u001F", written("a/\u00e9\u007f\"\\\n\u001f"));
  }

  @Test
  void shouldReplaceHalvesOfSurrogatePairs() {
    assertEquals("a\ufffdb\ud83d\ude00", written("a\ud83db\ud83d\ude00"));
  }

  private String written(String text) {
    out.truncate(0);
    JsonText.write(text, out);
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
