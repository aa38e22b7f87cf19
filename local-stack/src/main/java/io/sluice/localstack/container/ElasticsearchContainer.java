package io.sluice.localstack.container;

import io.sluice.localstack.client.ClientTls;
import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.server.Backend;
import io.sluice.localstack.server.Elasticsearch;
import io.sluice.localstack.server.Part;
import io.sluice.localstack.server.SingleNode;
import io.sluice.localstack.server.StackOptions;
import java.net.URI;
import java.util.SortedMap;
import org.testcontainers.containers.GenericContainer;

/** An Elasticsearch node in a container. */
final class ElasticsearchContainer extends ContainerServer implements Elasticsearch {

  ElasticsearchContainer(int port, StackOptions options) {
    super(Part.ELASTICSEARCH, Part.ELASTICSEARCH.wellKnownPort(), port, options);
  }

  @Override
  public URI url() {
    return URI.create(address());
  }

  @Override
  public ClientTls tls() {
    throw new IllegalStateException("An Elasticsearch in a container has no security here");
  }

  @Override
  public CommandResult tool(String name, String... arguments) {
    throw new IllegalStateException("An Elasticsearch in a container has no tools here");
  }

  @Override
  public String address() {
    return "http://" + hostAndPort();
  }

  @Override
  void configure(GenericContainer<?> fresh) {
    if (options().elasticsearchSecurity().isPresent()) {
      throw new IllegalStateException(
          "Elasticsearch with security is for a stack of processes: unset " + Backend.VARIABLE);
    }
    SortedMap<String, String> settings = SingleNode.elasticsearch();
    settings.putAll(options().elasticsearchSettings());
    String heap = options().heap(Part.ELASTICSEARCH);
    fresh.withEnv(settings).withEnv("ES_JAVA_OPTS", "-Xms" + heap + " -Xmx" + heap);
  }

  @Override
  boolean isReady() throws Exception {
    return HttpProbe.elasticsearchAnswers(url());
  }
}
