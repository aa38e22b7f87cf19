package io.sluice.localstack.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KafkaReleaseTest {

  @Test
  void shouldBeTheNewestUnlessToldOtherwise() {
    assertEquals(KafkaRelease.NEWEST, KafkaRelease.of(null));
    assertEquals(KafkaRelease.NEWEST, KafkaRelease.of(""));
    assertEquals(KafkaRelease.NEWEST, KafkaRelease.of("newest"));
    assertEquals(KafkaRelease.OLDEST, KafkaRelease.of("oldest"));
  }

  @Test
  void shouldRefuseAnythingElse() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> KafkaRelease.of("2.8.0"));

    assertEquals("SLUICE_KAFKA is '2.8.0': it must be 'newest' or 'oldest'", error.getMessage());
  }
}
