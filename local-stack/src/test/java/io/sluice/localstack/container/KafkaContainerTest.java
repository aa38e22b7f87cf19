package io.sluice.localstack.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KafkaContainerTest {

  @Test
  void shouldNameVariablesAsTheImageReadsThem() {
    assertEquals(
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
        KafkaContainer.variable("transaction.state.log.min.isr"));
  }
}
