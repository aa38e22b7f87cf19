package io.sluice.localstack.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackOptionsTest {

  @Test
  void shouldRefuseAWorkerWithoutKafka() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> options(EnumSet.of(Part.CONNECT)));

    assertTrue(error.getMessage().contains("needs Kafka"), error::getMessage);
  }

  @Test
  void shouldRefuseToBeEmpty() {
    assertThrows(IllegalArgumentException.class, () -> options(EnumSet.noneOf(Part.class)));
  }

  @Test
  void shouldGiveEachPartItsOwnHeap() {
    StackOptions options = options(EnumSet.allOf(Part.class));

    assertEquals("2g", options.heap(Part.ELASTICSEARCH));
    assertEquals("512m", options.heap(Part.KAFKA));
  }

  private static StackOptions options(Set<Part> parts) {
    return new StackOptions(
        Path.of("target/stack"),
        Backend.PROCESSES,
        parts,
        KafkaRelease.NEWEST,
        ElasticsearchRelease.NEWEST,
        Map.of(),
        Map.of(Part.ELASTICSEARCH, "2g"),
        List.of(),
        WorkerSetup.of(WorkerSetup.DISTRIBUTED),
        BrokerSetup.PLAIN,
        Map.of(),
        Optional.empty(),
        false,
        StartListener.NONE);
  }
}
