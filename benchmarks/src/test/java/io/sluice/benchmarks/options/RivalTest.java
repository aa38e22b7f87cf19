package io.sluice.benchmarks.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RivalTest {

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(folder.resolve("plugin"));
    Files.writeString(
        folder.resolve("posted.json"),
        "{\"name\": \"x\", \"config\": {\"connector.class\": \"X\", \"tasks.max\": 1, \"topics\":"
            + " \"{topic}\"}}");
    Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    Files.writeString(folder.resolve("broken.json"), "{");
  }

  @Test
  void shouldFillTheConfigurationOfAFileThatIsPosted() {
    Rival rival = Rival.parse("theirs=plugin:posted.json", folder);

    assertEquals("theirs", rival.name());
    assertEquals(folder.resolve("plugin"), rival.plugin());
    assertEquals(
        Map.of("connector.class", "X", "tasks.max", "1", "topics", "logs"),
        rival.config(Map.of("topic", "logs")));
  }

  @ParameterizedTest
  @CsvSource({
    "theirs, NAME=PLUGIN_FOLDER:CONFIG.json",
    "=plugin:posted.json, NAME=PLUGIN_FOLDER:CONFIG.json",
    "theirs=plugin, NAME=PLUGIN_FOLDER:CONFIG.json",
    "theirs=nowhere:posted.json, nowhere is no folder",
    "theirs=plugin:other.json, other.json is no connector's configuration",
    "theirs=plugin:broken.json, broken.json cannot be read as JSON",
    "theirs=plugin:none.json, none.json cannot be read as JSON"
  })
  void shouldSayWhatIsWrong(String text, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Rival.parse(text, folder)).getMessage();

    assertTrue(message.contains(expected), message);
  }
}
