package io.sluice.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A client of Elasticsearch's REST API: independent of the client under test. */
public final class ElasticsearchRest {

  private static final int NOT_FOUND = 404;
  private static final int MOST_HITS = 10_000;

  private final JsonHttp http;

  public ElasticsearchRest(URI url) {
    this.http = new JsonHttp(url);
  }

  /** One for a node with security. */
  public ElasticsearchRest(URI url, ClientTls tls, String user, String password) {
    this.http = new JsonHttp(url, tls, user, password);
  }

  /** The number of documents, made searchable first; 0 if there is no such index. */
  public long count(String index) {
    try {
      refresh(index);
      return http.send("GET", "/" + index + "/_count", null).path("count").asLong();
    } catch (HttpStatusException e) {
      if (e.status() == NOT_FOUND) {
        return 0;
      }
      throw e;
    }
  }

  /** At most 10,000 hits with {@code _id}, {@code _source} and the rest, made searchable first. */
  public List<JsonNode> hits(String index) {
    refresh(index);
    List<JsonNode> hits = new ArrayList<>();
    search(index, "{\"version\": true, \"size\": " + MOST_HITS + "}")
        .path("hits")
        .path("hits")
        .forEach(hits::add);
    return hits;
  }

  /**
   * The whole answer to a search.
   *
   * @param body JSON text
   */
  public JsonNode search(String index, String body) {
    return http.send("POST", "/" + index + "/_search", body);
  }

  /** Makes what was indexed visible to searches. */
  public void refresh(String index) {
    http.send("POST", "/" + index + "/_refresh", null);
  }

  public void putIndexTemplate(String name, String body) {
    http.send("PUT", "/_index_template/" + name, body);
  }

  public void deleteIndex(String index) {
    http.send("DELETE", "/" + index + "?ignore_unavailable=true", null);
  }

  /** Any other request; the path starts with a slash, and a body may be null. */
  public JsonNode request(String method, String path, String body) {
    return http.send(method, path, body);
  }
}
