package io.sluice.connect.elasticsearch.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.http.HttpHeaders;
import org.apache.kafka.common.config.types.Password;

/**
 * Headers as HTTP writes them, {@code Name: value}, one per line: a value may hold anything but the
 * end of a line, so nothing needs to be escaped.
 */
public final class HeaderLines {

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

  /** What the client itself says of a request. */
  private static final Set<String> RESERVED =
      ignoringCase(
          HttpHeaders.ACCEPT,
          HttpHeaders.CONNECTION,
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.HOST,
          HttpHeaders.PROXY_AUTHORIZATION,
          HttpHeaders.TRANSFER_ENCODING);

  private HeaderLines() {}

  /**
   * Parses lines; blank ones are passed over.
   *
   * @throws IllegalArgumentException that says which line breaks which rule, and holds no value
   */
  public static Map<String, Password> parse(Password lines) {
    Map<String, Password> headers = new LinkedHashMap<>();
    Set<String> names = ignoringCase();
    String[] all = LINE_END.split(lines.value());
    for (int i = 0; i < all.length; i++) {
      if (all[i].isBlank()) {
        continue;
      }
      int colon = all[i].indexOf(':');
      String name = colon < 0 ? "" : all[i].substring(0, colon).trim();
      String value = all[i].substring(colon + 1).trim();
      String place = "line " + (i + 1);
      // What has no name may be a secret in the wrong place.
      require(NAME.matcher(name).matches(), place + " must be 'Name: value'");
      require(!value.isEmpty(), place + ": header " + name + " has no value");
      require(VALUE.matcher(value).matches(), place + ": " + name + " holds more than ASCII");
      require(!RESERVED.contains(name), place + ": " + name + " is the connector's own to set");
      require(names.add(name), place + ": " + name + " is there twice");
      headers.put(name, new Password(value));
    }
    return headers;
  }

  /** Whether one of them says who asks. */
  public static boolean hasAuthorization(Map<String, Password> headers) {
    return headers.keySet().stream().anyMatch(HttpHeaders.AUTHORIZATION::equalsIgnoreCase);
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static Set<String> ignoringCase(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(Set.of(names));
    return set;
  }
}
