package io.sluice.localstack.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ElasticsearchReleaseTest {

  @Test
  void shouldBeTheNewestUnlessToldOtherwise() {
    assertEquals(ElasticsearchRelease.NEWEST, ElasticsearchRelease.of(null));
    assertEquals(ElasticsearchRelease.NEWEST, ElasticsearchRelease.of(""));
    assertEquals(ElasticsearchRelease.NEWEST, ElasticsearchRelease.of("newest"));
    assertEquals(ElasticsearchRelease.OLDEST, ElasticsearchRelease.of("oldest"));
  }

  @Test
  void shouldRefuseAnythingElse() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> ElasticsearchRelease.of("7.17.0"));

    assertEquals(
        "SLUICE_ELASTICSEARCH is '7.17.0': it must be 'newest' or 'oldest'", error.getMessage());
  }
}
