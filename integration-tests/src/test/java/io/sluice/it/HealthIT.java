package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.distribution.SourceTree;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What load balancers and Kubernetes ask a worker, and what docs/monitoring.md says of it. */
class HealthIT {

  @Test
  void shouldBeHealthyInTheWordsOfTheDocumentation() throws Exception {
    JsonNode answer = SharedStack.connect().request("GET", "/health", null);

    assertEquals("healthy", answer.path("status").asText());
    String page = Files.readString(SourceTree.file("docs/monitoring.md"));
    assertTrue(page.contains("| 200 `" + answer + "` |"), answer.toString());
  }

  @Test
  void shouldTellItsVersionToThoseWhoAskWhetherItIsAlive() {
    assertTrue(SharedStack.connect().request("GET", "/", null).path("version").isTextual());
  }
}
