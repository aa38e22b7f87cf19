package io.sluice.connect.elasticsearch.client;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * One connection pool to a cluster, used both through Elasticsearch's typed client and directly.
 * Building it contacts nobody.
 */
public final class ElasticsearchConnection implements AutoCloseable {

  private final RestClient restClient;
  private final ElasticsearchAsyncClient client;

  /**
   * Builds the pool and starts its threads.
   *
   * @param threadName what the names of its threads start with
   * @throws TlsException where TLS cannot be set up as the settings say
   */
  public ElasticsearchConnection(ConnectionSettings settings, String threadName) {
    restClient = restClient(settings, threadName);
    client =
        new ElasticsearchAsyncClient(
            new RestClientTransport(
                restClient, new JacksonJsonpMapper(), null, NoopInstrumentation.INSTANCE));
  }

  public RestClient restClient() {
    return restClient;
  }

  public ElasticsearchAsyncClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    restClient.close();
  }

  private static RestClient restClient(ConnectionSettings settings, String threadName) {
    int timeout = Math.toIntExact(settings.requestTimeout().toMillis());
    // Reads files, and so before anything is started.
    Optional<SSLIOSessionStrategy> tls =
        settings.usesTls() ? Optional.of(settings.tls().strategy()) : Optional.empty();
    RestClientBuilder builder =
        RestClient.builder(settings.hosts())
            .setRequestConfigCallback(
                config ->
                    config
                        .setConnectTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .setSocketTimeout(timeout))
            .setHttpClientConfigCallback(
                http -> {
                  tls.ifPresent(http::setSSLStrategy);
                  return http.setMaxConnPerRoute(settings.maxRequests() + 1)
                      .setMaxConnTotal((settings.maxRequests() + 1) * settings.urls().size())
                      .setThreadFactory(threads(threadName))
                      .setDefaultIOReactorConfig(
                          IOReactorConfig.custom()
                              .setIoThreadCount(1)
                              .setConnectTimeout(timeout)
                              .setSoTimeout(timeout)
                              .setSoKeepAlive(true)
                              .build());
                });
    if (!settings.path().isEmpty()) {
      builder.setPathPrefix(settings.path());
    }
    settings
        .authorization()
        .ifPresent(
            value ->
                builder.setDefaultHeaders(
                    new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, value)}));
    return builder.build();
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
