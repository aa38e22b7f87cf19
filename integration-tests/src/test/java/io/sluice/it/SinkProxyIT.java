package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.client.KafkaTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real proxy, with a password, on the way to an Elasticsearch with TLS. */
class SinkProxyIT {

  private final String topic = SharedStack.uniqueName("app");

  @Test
  void shouldTunnelThroughAProxyThatAsksWhoOneIs() throws Exception {
    try (Tinyproxy proxy =
            new Tinyproxy(
                Path.of("target/sink-proxy-it"),
                "squid",
                "proxy-secret",
                SecuredElasticsearch.get().url().getPort());
        KafkaTopics topics = SharedStack.topics();
        Sink sink =
            SecuredElasticsearch.sink(topic, "indices", "indices-secret")
                .with("connection.proxy.url", proxy.url().toString())
                .with("connection.proxy.username", "squid")
                .with("connection.proxy.password", "wrong-secret")) {
      assertEquals(Set.of("connection.proxy.password"), sink.errors().keySet());
      assertEquals(0, proxy.tunnels());

      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}"));
      sink.with("connection.proxy.password", "proxy-secret").start().awaitCount(1);
      assertTrue(proxy.tunnels() > 0, "it went another way");
    }
  }
}
