package io.sluice.connect.elasticsearch.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.message.BasicHeader;
import org.apache.kafka.common.config.types.Password;

/**
 * By what a request shows who sends it. Two are equal where they show the same.
 *
 * @param username of {@link Kind#BASIC}, else null
 * @param secret the password, key or token; null where there is none
 * @param headers more headers of each request, by name
 */
public record Credentials(
    Kind kind, String username, Password secret, Map<String, Password> headers) {

  /** The ways to be known. */
  public enum Kind {
    NONE,
    BASIC,
    API_KEY,
    BEARER,
    /** By an Authorization header among the others. */
    HEADER
  }

  public Credentials {
    headers = Map.copyOf(headers);
    boolean secretless = kind == Kind.NONE || kind == Kind.HEADER;
    if (secretless != (secret == null) || (kind == Kind.BASIC) != (username != null)) {
      throw new IllegalArgumentException(kind + " does not go with what there is");
    }
  }

  public static Credentials basic(String username, Password password) {
    return new Credentials(Kind.BASIC, username, password, Map.of());
  }

  /**
   * @param key in its encoded form, or as {@code id:key}
   */
  public static Credentials apiKey(Password key) {
    return new Credentials(Kind.API_KEY, null, key, Map.of());
  }

  public static Credentials bearer(Password token) {
    return new Credentials(Kind.BEARER, null, token, Map.of());
  }

  /** Nothing but headers, of which one may say who asks. */
  public static Credentials headers(Map<String, Password> headers) {
    Kind kind = HeaderLines.hasAuthorization(headers) ? Kind.HEADER : Kind.NONE;
    return new Credentials(kind, null, null, headers);
  }

  /** The same with more headers. */
  public Credentials with(Map<String, Password> more) {
    return new Credentials(kind, username, secret, more);
  }

  /** The headers of each request. */
  Header[] toHeaders() {
    List<Header> all = new ArrayList<>();
    switch (kind) {
      case BASIC -> all.add(authorization(basicValue(username, secret)));
      case API_KEY -> {
        String key = secret.value();
        all.add(authorization("ApiKey " + (key.indexOf(':') < 0 ? key : base64(key))));
      }
      case BEARER -> all.add(authorization("Bearer " + secret.value()));
      case NONE, HEADER -> {
        // Nothing that is not among the headers.
      }
    }
    headers.forEach((name, value) -> all.add(new BasicHeader(name, value.value())));
    return all.toArray(Header[]::new);
  }

  /** The value of a header for basic authentication. */
  static String basicValue(String username, Password password) {
    return "Basic " + base64(username + ":" + password.value());
  }

  private static Header authorization(String value) {
    return new BasicHeader(HttpHeaders.AUTHORIZATION, value);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
