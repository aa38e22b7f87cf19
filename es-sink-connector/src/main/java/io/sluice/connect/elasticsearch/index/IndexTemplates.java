package io.sluice.connect.elasticsearch.index;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.transport.JsonEndpoint;
import co.elastic.clients.transport.endpoints.SimpleEndpoint;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The index templates of a cluster, or what of them decides whether a name becomes a data stream.
 *
 * <p>Read by classes of our own: the client's demand fields that older servers leave out, such as
 * {@code composed_of} before 8.8.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record IndexTemplates(@JsonProperty("index_templates") List<Named> templates) {

  private static final JsonEndpoint<Void, JsonData, ErrorResponse> ENDPOINT =
      new SimpleEndpoint<>(
          "indices.get_index_template",
          request -> "GET",
          request -> "/_index_template",
          request -> Map.of(),
          request -> Map.of(),
          request -> Map.of(),
          false,
          JsonData._DESERIALIZER);

  static CompletionStage<IndexTemplates> fetch(ElasticsearchAsyncClient client) {
    return client
        ._transport()
        .performRequestAsync(null, ENDPOINT, client._transportOptions())
        .thenApply(json -> json.to(IndexTemplates.class, client._jsonpMapper()));
  }

  /** The template that Elasticsearch would apply: of those that match, that of highest priority. */
  Optional<Named> matching(String index) {
    return templates.stream()
        .filter(named -> named.template().matches(index))
        .max(Comparator.comparingLong(named -> named.template().priority()));
  }

  /** Index patterns know {@code *} alone. */
  static boolean anyMatches(List<String> patterns, String index) {
    return patterns.stream()
        .anyMatch(pattern -> index.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E"));
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Named(String name, @JsonProperty("index_template") Template template) {}

  /**
   * One template.
   *
   * @param dataStream null where it makes no data streams
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Template(
      @JsonProperty("index_patterns") List<String> patterns,
      long priority,
      @JsonProperty("data_stream") Map<String, Object> dataStream) {

    boolean makesDataStreams() {
      return dataStream != null;
    }

    private boolean matches(String index) {
      return anyMatches(patterns, index);
    }
  }
}
