package io.sluice.connect.elasticsearch.index;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.transport.JsonEndpoint;
import co.elastic.clients.transport.endpoints.SimpleEndpoint;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The templates of a cluster from before there were index templates, by name. They still apply to
 * the indices that no index template matches, and never to data streams.
 */
record LegacyTemplates(Map<String, Template> templates) {

  private static final JsonEndpoint<Void, JsonData, ErrorResponse> ENDPOINT =
      new SimpleEndpoint<>(
          "indices.get_template",
          request -> "GET",
          request -> "/_template",
          request -> Map.of(),
          request -> Map.of("filter_path", "*.index_patterns"),
          request -> Map.of(),
          false,
          JsonData._DESERIALIZER);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  LegacyTemplates {
    templates = Map.copyOf(templates);
  }

  static CompletionStage<LegacyTemplates> fetch(ElasticsearchAsyncClient client) {
    return client
        ._transport()
        .performRequestAsync(null, ENDPOINT, client._transportOptions())
        .thenApply(json -> json.to(LegacyTemplates.class, client._jsonpMapper()));
  }

  /** The name of one that matches. */
  Optional<String> matching(String index) {
    return templates.entrySet().stream()
        .filter(named -> IndexTemplates.anyMatches(named.getValue().patterns(), index))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Template(@JsonProperty("index_patterns") List<String> patterns) {}
}
