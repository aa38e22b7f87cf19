package io.sluice.benchmarks.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.benchmarks.corpus.JsonDocuments;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A new index with the mapping of connect-configs/, which is deleted when it is closed. */
final class FreshIndex implements LongSupplier, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ElasticsearchRest elasticsearch;
  private final String name;

  FreshIndex(ElasticsearchRest elasticsearch, String name) {
    this.elasticsearch = elasticsearch;
    this.name = name;
    elasticsearch.request("PUT", "/" + name, body());
  }

  String name() {
    return name;
  }

  private static String body() {
    try {
      ObjectNode body = JSON.createObjectNode();
      body.putObject("settings").put("number_of_shards", 1).put("number_of_replicas", 0);
      body.set(
          "mappings",
          JSON.readTree(ConnectorConfigs.text(ConnectorConfigs.INDEX_TEMPLATE))
              .at("/template/mappings"));
      return body.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("The index template is no JSON", e);
    }
  }

  /** How many documents were indexed so far, whether a search would find them or not. */
  @Override
  public long getAsLong() {
    return elasticsearch
        .request("GET", "/" + name + "/_stats/indexing", null)
        .at("/_all/primaries/indexing/index_total")
        .asLong();
  }

  /** What is in it, made searchable first. */
  Inventory inventory() {
    long count = elasticsearch.count(name);
    JsonNode found =
        elasticsearch
            .search(
                name,
                """
                {"size": 0, "aggs": {
                  "numbers": {"stats": {"field": "%1$s"}},
                  "often": {"terms": {"field": "%1$s", "min_doc_count": 2, "size": 1}}}}
                """
                    .formatted(JsonDocuments.NUMBER))
            .path("aggregations");
    JsonNode numbers = found.path("numbers");
    JsonNode repeated = found.at("/often/buckets/0/key");
    return new Inventory(
        count,
        numbers.path("count").asLong(),
        numbers.path("min").asLong(),
        numbers.path("max").asLong(),
        repeated.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(repeated.asLong()));
  }

  @Override
  public void close() {
    elasticsearch.deleteIndex(name);
  }
}
