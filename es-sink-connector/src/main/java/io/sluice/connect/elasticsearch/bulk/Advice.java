package io.sluice.connect.elasticsearch.bulk;

/** What an operator can do about an answer that does not heal, by its status. */
final class Advice {

  private Advice() {}

  static String forRequest(int status) {
    return switch (status) {
      case 401 ->
          "Check connection.username and connection.password, connection.api.key or connection.bearer.token.";
      case 403 ->
          "Give the user or API key of this connector the index privileges create_doc and view_index_metadata, auto_configure or create_index where it is to create targets, and write where write.method is not create or documents are deleted.";
      default -> "Check connection.url: it must lead to Elasticsearch 8 or 9.";
    };
  }

  static String forItem(int status) {
    return status == 401 || status == 403
        ? "Give the user or API key of this connector the privilege create_doc on it, or write where write.method is not create or documents are deleted."
        : "This must be mended in Elasticsearch, or by another index or topic.to.index.";
  }
}
