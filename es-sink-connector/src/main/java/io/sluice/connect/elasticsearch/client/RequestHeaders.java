package io.sluice.connect.elasticsearch.client;

import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;

/**
 * Puts credentials on each request, of whichever client, as it is sent. They may be exchanged while
 * requests are under way; thread-safe.
 */
final class RequestHeaders implements HttpRequestInterceptor {

  /** A proxy that passes on plain requests; null where there is none, or one without a password. */
  private final Header proxyAuthorization;

  private volatile Header[] headers;

  RequestHeaders(Credentials credentials, Optional<ProxySettings> proxy) {
    proxyAuthorization = proxy.flatMap(RequestHeaders::proxyAuthorization).orElse(null);
    use(credentials);
  }

  private static Optional<Header> proxyAuthorization(ProxySettings proxy) {
    return proxy
        .username()
        .map(name -> Credentials.basicValue(name, proxy.password().orElseThrow()))
        .map(value -> new BasicHeader(HttpHeaders.PROXY_AUTHORIZATION, value));
  }

  void use(Credentials credentials) {
    headers = credentials.toHeaders();
  }

  @Override
  public void process(HttpRequest request, HttpContext context) {
    for (Header header : headers) {
      request.setHeader(header);
    }
    // Told beforehand: asked only after a whole request, it would be sent twice. A tunnel, which is
    // asked for by itself, is none of this; and what goes through it is none of the proxy's.
    if (proxyAuthorization != null
        && "http".equals(HttpClientContext.adapt(context).getTargetHost().getSchemeName())) {
      request.setHeader(proxyAuthorization);
    }
  }
}
