package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.ElasticsearchSecurity;
import io.sluice.localstack.server.ElasticsearchSecurity.User;
import io.sluice.localstack.server.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An Elasticsearch that wants a certificate of its clients. */
class SinkMutualTlsIT {

  private static final Path FOLDER = Path.of("target/sink-mutual-tls-it");

  private static LocalStack stack;
  private static ClientTls tls;

  private final String topic = SharedStack.uniqueName("app");

  @BeforeAll
  static void start() {
    LocalStack.delete(FOLDER);
    stack =
        LocalStack.in(FOLDER)
            .backend(Backend.PROCESSES)
            .parts(Part.ELASTICSEARCH)
            .heap(Part.ELASTICSEARCH, "512m")
            .elasticsearchSecurity(
                new ElasticsearchSecurity(
                    List.of(new User("admin", "admin-secret", "superuser")), "", true))
            .start();
    tls = stack.elasticsearch().tls();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldShowACertificateOfAPemFile() {
    assertWrites(
        sink()
            .with("ssl.keystore.type", "PEM")
            .with("ssl.keystore.location", tls.pem().toString()));
  }

  @Test
  void shouldShowACertificateOfAPkcs12Store() {
    assertWrites(
        sink()
            .with("ssl.keystore.type", "PKCS12")
            .with("ssl.keystore.location", tls.store().toString())
            .with("ssl.keystore.password", ClientTls.PASSWORD));
  }

  @Test
  void shouldSayAtValidationThatACertificateIsMissing() {
    Map<String, String> errors = sink().errors();
    assertEquals(List.of("ssl.keystore.location"), List.copyOf(errors.keySet()), errors.toString());
    assertTrue(errors.toString().contains("certificate"), errors.toString());
  }

  private Sink sink() {
    ElasticsearchRest rest =
        new ElasticsearchRest(stack.elasticsearch().url(), tls, "admin", "admin-secret");
    return new Sink(SharedStack.connect(), stack.elasticsearch().url(), rest, topic)
        .with("ssl.truststore.type", "PEM")
        .with("ssl.truststore.location", tls.authority().toString())
        .with("connection.username", "admin")
        .with("connection.password", "admin-secret");
  }

  private void assertWrites(Sink sink) {
    try (sink;
        KafkaTopics topics = SharedStack.topics()) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}"));
      sink.start().awaitCount(1);
    }
  }
}
