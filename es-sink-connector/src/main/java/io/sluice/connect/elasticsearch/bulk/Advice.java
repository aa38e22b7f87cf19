package io.sluice.connect.elasticsearch.bulk;

/** What an operator can do about an answer that does not heal. */
final class Advice {

  /** What it is that a request was too large for. */
  static final String LIMITS =
      "http.max_content_length of Elasticsearch (100 MB by default) or the limit of a proxy before it (nginx: client_max_body_size)";

  /**
   * What its security refuses, and nothing else that heals by other privileges. The header {@code
   * X-elastic-product} does not tell, for such answers come without.
   */
  private static final String REFUSED_BY_SECURITY = "security_exception";

  private Advice() {}

  /**
   * @param type of the error; null where it was not Elasticsearch that answered
   */
  static String forRequest(int status, String type) {
    if (status == 403 && !REFUSED_BY_SECURITY.equals(type)) {
      return "Something before Elasticsearch answered so: see what its proxy, load balancer or firewall lets through, and whether connection.url and connection.proxy.url are right.";
    }
    return switch (status) {
      case 401 ->
          "Check connection.username and connection.password, connection.api.key or connection.bearer.token; behind a proxy that answers so, connection.proxy.password.";
      case 403 ->
          "Give the user or API key of this connector the index privileges view_index_metadata and create_doc, or index where write.method is not create; delete where documents are deleted; and auto_configure or create_index where it is to create targets.";
      case 407 -> "Check connection.proxy.username and connection.proxy.password.";
      default -> "Check connection.url: it must lead to Elasticsearch 8 or 9.";
    };
  }

  static String forItem(int status) {
    return status == 401 || status == 403
        ? "Give the user or API key of this connector the privilege create_doc on it, or index where write.method is not create, and delete where documents are deleted."
        : "This must be mended in Elasticsearch, or by another index or topic.to.index.";
  }
}
