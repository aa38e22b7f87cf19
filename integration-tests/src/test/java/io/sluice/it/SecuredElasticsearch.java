package io.sluice.it;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.ElasticsearchSecurity;
import io.sluice.localstack.server.ElasticsearchSecurity.User;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one Elasticsearch with TLS by an authority of its own, users and roles that the integration
 * tests of a JVM share, beside the Kafka and the Connect of {@link SharedStack}. What it takes at
 * once is little, so that its limits can be reached.
 */
final class SecuredElasticsearch {

  /** The longest body of a request. */
  static final int MOST_BYTES = 256 * 1024;

  private static final Path FOLDER = Path.of("target/secured-elasticsearch");

  /** The roles that docs/connecting-to-elasticsearch.md tells users to make: name and JSON. */
  private static final Pattern DOCUMENTED_ROLE =
      Pattern.compile("```\nPUT _security/role/(\\S+)\n(.*?)```", Pattern.DOTALL);

  private static LocalStack stack;

  private SecuredElasticsearch() {}

  static synchronized Elasticsearch get() {
    if (stack == null) {
      LocalStack.delete(FOLDER);
      stack =
          LocalStack.in(FOLDER)
              .backend(Backend.PROCESSES)
              .parts(Part.ELASTICSEARCH)
              .heap(Part.ELASTICSEARCH, "512m")
              // A look at the disks takes the block away that a full one has put on an index.
              .elasticsearchSetting("cluster.info.update.interval", "24h")
              .elasticsearchSetting("http.max_content_length", MOST_BYTES + "b")
              .elasticsearchSetting("thread_pool.write.size", "1")
              .elasticsearchSetting("thread_pool.write.queue_size", "1")
              .elasticsearchSecurity(
                  new ElasticsearchSecurity(
                      List.of(
                          new User("admin", "admin-secret", "superuser"),
                          new User("indices", "indices-secret", "sluice-indices"),
                          new User("in-etcd", "first-secret", "sluice-indices"),
                          new User("in-file", "first-secret", "sluice-indices"),
                          new User("streams", "streams-secret", "sluice-data-streams"),
                          new User("reader", "reader-secret", "read-only"),
                          new User("elsewhere", "elsewhere-secret", "elsewhere")),
                      roles(),
                      false))
              .start();
    }
    return stack.elasticsearch();
  }

  /** For roles.yml: JSON is YAML, too. */
  private static String roles() {
    StringBuilder roles =
        new StringBuilder(
            """
            read-only: {"indices": [{"names": ["app-*"], "privileges": ["read"]}]}
            elsewhere: {"indices": [\
            {"names": ["elsewhere-*"], "privileges": ["create_doc"]}, \
            {"names": ["app-*"], "privileges": ["view_index_metadata"]}]}
            """);
    DOCUMENTED_ROLE
        .matcher(page())
        .results()
        .forEach(
            role ->
                roles
                    .append(role.group(1))
                    .append(": ")
                    .append(role.group(2).replace("\n", " "))
                    .append("\n"));
    return roles.toString();
  }

  private static String page() {
    try {
      return Files.readString(SourceTree.file("docs/connecting-to-elasticsearch.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its REST API for a user who may do everything. */
  static ElasticsearchRest rest() {
    return rest("admin", "admin-secret");
  }

  static ElasticsearchRest rest(String user, String password) {
    return new ElasticsearchRest(get().url(), get().tls(), user, password);
  }

  /** A sink that writes to it as this user. */
  static Sink sink(String topic, String user, String password) {
    return new Sink(SharedStack.connect(), get().url(), rest(), topic)
        .with("tasks.max", "1")
        .with("ssl.truststore.type", "PEM")
        .with("ssl.truststore.location", get().tls().authority().toString())
        .with("connection.username", user)
        .with("connection.password", password);
  }
}
