package io.sluice.connect.filetail.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a connector shows of itself, and others make of it. */
class CollectAgentTest {

  private static final CollectAgent AGENT =
      new CollectAgent(
          "web-1",
          "10.0.0.7",
          "1",
          "logs",
          2,
          List.of("/collect/web-1/"),
          "/status",
          List.of("/var/log", "/srv"),
          "log\\..*",
          "json",
          null);

  private static String problems(CollectAgent agent, String entry) {
    try {
      return "good " + agent.parser().parse(Map.of("list", entry)).size();
    } catch (CollectListException bad) {
      return bad.getMessage();
    }
  }

  @Test
  void shouldBeReadAsItWasWrittenAndByOtherVersions() {
    assertEquals(AGENT, CollectAgent.read(AGENT.toJson()));
    assertEquals(
        AGENT, CollectAgent.read(AGENT.toJson().replaceFirst("\\{", "{\"newer\":{\"x\":1},")));
    CollectAgent first = CollectAgent.read("{\"host\":\"h\",\"connector\":\"c\",\"tasks\":1}");
    assertEquals(List.of(), first.collectKeys());
    assertThrows(IllegalArgumentException.class, () -> CollectAgent.read("[]"));
  }

  @Test
  void shouldCheckListsByWhatItAllows() {
    String converter = "org.apache.kafka.connect.converters.ByteArrayConverter";
    String list = "{\"path\":\"%s\",\"topic\":\"%s\"%s}";
    String good = list.formatted("/srv/a.log", "log.a", ",\"format\":\"ecs\"");

    assertEquals("good 1", problems(AGENT, good));
    assertTrue(problems(AGENT, list.formatted("/etc/a", "log.a", "")).contains("[/var/log, /srv]"));
    assertTrue(problems(AGENT, list.formatted("/srv/a", "other", "")).contains("allowed.topics"));
    assertTrue(
        problems(AGENT, list.formatted("/srv/a", "log.a", ",\"format\":\"line\""))
            .contains(converter));
  }

  @Test
  void shouldLetEverythingPassOfWhichNothingIsKnown() {
    assertEquals(
        "good 1",
        problems(
            CollectAgent.UNKNOWN,
            "{\"path\":\"/etc/shadow\",\"topic\":\"__x\",\"format\":\"line\"}"));
  }
}
