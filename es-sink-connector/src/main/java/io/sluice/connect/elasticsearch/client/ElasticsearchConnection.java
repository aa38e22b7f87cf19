package io.sluice.connect.elasticsearch.client;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * One connection pool to a cluster, used both through Elasticsearch's typed client and directly.
 * Building it contacts nobody.
 */
public final class ElasticsearchConnection implements AutoCloseable {

  private final RequestHeaders headers;
  private final RestClient restClient;
  private final ElasticsearchAsyncClient client;

  /**
   * Builds the pool and starts its threads.
   *
   * @param threadName what the names of its threads start with
   * @throws TlsException where TLS cannot be set up as the settings say
   */
  public ElasticsearchConnection(ConnectionSettings settings, String threadName) {
    headers = new RequestHeaders(settings.credentials(), settings.proxy());
    restClient = restClient(settings, headers, threadName);
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

  /** Shows these with each request from now on. */
  public void use(Credentials credentials) {
    headers.use(credentials);
  }

  @Override
  public void close() throws IOException {
    restClient.close();
  }

  private static RestClient restClient(
      ConnectionSettings settings, RequestHeaders headers, String threadName) {
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
                  settings.proxy().ifPresent(proxy -> useProxy(http, proxy));
                  return http.addInterceptorLast(headers)
                      .setMaxConnPerRoute(settings.maxRequests() + 1)
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
    return builder.build();
  }

  private static void useProxy(HttpAsyncClientBuilder http, ProxySettings proxy) {
    HttpHost host = proxy.host();
    http.setProxy(host);
    proxy
        .username()
        .ifPresent(
            name -> {
              // For the tunnels to https URLs; of other requests see RequestHeaders.
              CredentialsProvider provider = new BasicCredentialsProvider();
              provider.setCredentials(
                  new AuthScope(host),
                  new UsernamePasswordCredentials(name, proxy.password().orElseThrow().value()));
              http.setDefaultCredentialsProvider(provider);
            });
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
