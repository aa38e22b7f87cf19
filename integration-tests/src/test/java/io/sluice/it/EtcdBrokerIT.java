package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.distribution.Archive;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.BrokerSetup;
import io.sluice.localstack.server.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** A broker with the properties that docs/etcd.md shows, one of which is in etcd. */
class EtcdBrokerIT {

  private static final String KEY = "/kafka/broker";

  @Test
  void shouldGiveABrokerItsValuesFromEtcd() throws Exception {
    Path folder = Path.of("target/etcd-broker-it").toAbsolutePath();
    LocalStack.delete(folder);
    Path archive = SourceTree.pluginArchive("etcd-config-provider");
    Archive.unpack(archive, Files.createDirectories(folder.resolve("connectors")));
    Path jars =
        folder.resolve("connectors").resolve(archive.getFileName().toString().replace(".zip", ""));
    EtcdKv etcd = SharedStack.etcd();
    etcd.put(KEY, "{\"retention\": \"172800000\"}");
    try (LocalStack stack =
        LocalStack.in(folder.resolve("stack"))
            .backend(Backend.PROCESSES)
            .parts(Part.KAFKA)
            .broker(new BrokerSetup(Optional.empty(), properties(), List.of(jars)))
            .start()) {
      assertEquals("172800000", setting(stack, "log.retention.ms"));
    } finally {
      etcd.delete(KEY);
    }
  }

  /** Those of the page, but for etcd's address. */
  private static Map<String, String> properties() throws Exception {
    Properties shown = DocsExample.properties("etcd.md", "A broker");
    shown.setProperty(
        "config.providers.etcd.param.endpoints", SharedStack.get().etcd().endpoint().toString());
    return shown.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, shown::getProperty));
  }

  private static String setting(LocalStack stack, String name) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin client =
        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
      return client
          .describeConfigs(List.of(broker))
          .all()
          .get(60, TimeUnit.SECONDS)
          .get(broker)
          .get(name)
          .value();
    }
  }
}
