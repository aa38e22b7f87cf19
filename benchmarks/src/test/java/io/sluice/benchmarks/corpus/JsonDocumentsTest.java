package io.sluice.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonDocumentsTest {

  @TempDir Path folder;

  @Test
  void shouldNumberDocumentsThatAreJson() throws IOException {
    List<String> lines = Files.readAllLines(new JsonDocuments(Corpus.ACCESS).in(folder, 20));

    assertEquals(20, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonNode document = new ObjectMapper().readTree(lines.get(i));
      assertEquals(i, document.at("/" + JsonDocuments.NUMBER.replace('.', '/')).asLong());
    }
  }
}
