package io.sluice.connect.elasticsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicIndicesTest {

  @Test
  void shouldPutTheTopicInLowerCaseIntoTheTemplate() {
    assertEquals("logs-web.log-default", resolve("logs-{topic}-default", "Web.LOG"));
    assertEquals("a-t-t", resolve("a-{topic}-{topic}", "t"));
    assertEquals("fixed", resolve("fixed", "anything"));
  }

  @Test
  void shouldNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("title", resolve("{topic}", "TITLE"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{timestamp:yyyy.MM.dd}",
        "{key}",
        "x-{field:/a}",
        "{Topic}",
        "{topic",
        "topic}",
        "Upper",
        "_x",
        "-x",
        "+{topic}",
        "a b",
        "a*",
        "a/b",
        "",
        "..",
        "a\u0001",
        "a:b"
      })
  void shouldRefuseTemplatesThatGiveNoLegalName(String template) {
    assertThrows(IllegalArgumentException.class, () -> IndexNameTemplate.parse(template));
  }

  @Test
  void shouldSayWhichPlaceholdersAreSupported() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> IndexNameTemplate.parse("{key}"))
            .getMessage();
    assertEquals("placeholder {key} is not supported; supported are: {topic}", message);
  }

  @Test
  void shouldRefuseATopicOfWhichNoLegalNameComes() {
    TopicIndices indices = indices("{topic}", Map.of());
    String message =
        assertThrows(IllegalArgumentException.class, () -> indices.resolve("_internal"))
            .getMessage();
    assertTrue(message.contains("_internal") && message.contains("topic.to.index"), message);
  }

  @Test
  void shouldCountBytesNotCharacters() {
    assertEquals(Optional.empty(), IndexName.problem("\u00e9".repeat(127)));
    assertTrue(IndexName.problem("\u00e9".repeat(128)).isPresent());
  }

  @Test
  void shouldRefuseTopicsThatDifferInCaseAlone() {
    TopicIndices indices = indices("{topic}", Map.of());
    indices.resolve("Logs");
    indices.resolve("Logs");
    String message =
        assertThrows(IllegalArgumentException.class, () -> indices.resolve("logs")).getMessage();
    assertTrue(message.contains("Logs") && message.contains("topic.to.index=logs:"), message);
  }

  @Test
  void shouldPreferTheTopicsOwnIndex() {
    TopicIndices indices = indices("{topic}", Map.of("LOGS", "other"));
    assertEquals("other", indices.resolve("LOGS"));
    assertEquals("logs", indices.resolve("logs"));
  }

  @Test
  void shouldLetTopicsShareAConstantIndex() {
    TopicIndices indices = indices("all", Map.of());
    assertEquals("all", indices.resolve("a"));
    assertEquals("all", indices.resolve("b"));
  }

  private static String resolve(String template, String topic) {
    return indices(template, Map.of()).resolve(topic);
  }

  private static TopicIndices indices(String template, Map<String, String> overrides) {
    return new TopicIndices(IndexNameTemplate.parse(template), overrides);
  }
}
