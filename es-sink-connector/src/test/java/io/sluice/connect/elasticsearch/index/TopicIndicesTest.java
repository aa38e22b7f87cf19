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
        "{timestamp}",
        "{timestamp:}",
        "{timestamp:yyyy/MM}",
        "{timestamp:YYYY.MM.dd}",
        "{timestamp:bbb}",
        "{key:a}",
        "{header:}",
        "{field:a}",
        "{field:/a~b}",
        "_{key}",
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
        assertThrows(IllegalArgumentException.class, () -> IndexNameTemplate.parse("{keys}"))
            .getMessage();
    assertEquals(
        "placeholder {keys} is not supported; supported are: {topic}, {timestamp:yyyy.MM.dd}, {key}, {header:<name>} and {field:/<json pointer>}",
        message);
  }

  @Test
  void shouldRefuseATopicOfWhichNoLegalNameComes() {
    TopicIndices indices = indices("{topic}", Map.of());
    String message =
        assertThrows(UnusableTargetException.class, () -> indices.check("_internal")).getMessage();
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
    indices.check("Logs");
    indices.check("Logs");
    String message =
        assertThrows(UnusableTargetException.class, () -> indices.check("logs")).getMessage();
    assertTrue(message.contains("Logs") && message.contains("topic.to.index=logs:"), message);
  }

  @Test
  void shouldPreferTheTopicsOwnIndex() {
    TopicIndices indices = indices("{topic}", Map.of("LOGS", "other"));
    assertEquals("other", indices.check("LOGS"));
    assertEquals("logs", indices.check("logs"));
  }

  @Test
  void shouldLetTopicsShareAConstantIndex() {
    TopicIndices indices = indices("all", Map.of());
    assertEquals("all", indices.check("a"));
    assertEquals("all", indices.check("b"));
  }

  private static String resolve(String template, String topic) {
    return indices(template, Map.of()).check(topic);
  }

  private static TopicIndices indices(String template, Map<String, String> overrides) {
    return new TopicIndices(IndexNameTemplate.parse(template), overrides);
  }
}
