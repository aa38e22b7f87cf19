package io.sluice.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What etcdctl does with keys, through etcd's JSON gateway
 * (https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/): independent of the client under test.
 */
public final class EtcdKv {

  private final JsonHttp http;

  public EtcdKv(URI endpoint) {
    this.http = new JsonHttp(endpoint);
  }

  /** Returns the revision of the store that the put made. */
  public long put(String key, String value) {
    return revision(call("/v3/kv/put", Map.of("key", encode(key), "value", encode(value))));
  }

  public Optional<String> get(String key) {
    JsonNode found = call("/v3/kv/range", Map.of("key", encode(key))).path("kvs");
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(decode(found.get(0).path("value").asText()));
  }

  /** All keys that start with the prefix, and their values. */
  public SortedMap<String, String> getPrefix(String prefix) {
    SortedMap<String, String> values = new TreeMap<>();
    for (JsonNode found : call("/v3/kv/range", range(prefix)).path("kvs")) {
      values.put(decode(found.path("key").asText()), decode(found.path("value").asText()));
    }
    return values;
  }

  /** Returns the number of keys deleted: 0 or 1. */
  public long delete(String key) {
    return call("/v3/kv/deleterange", Map.of("key", encode(key))).path("deleted").asLong();
  }

  /** Returns the number of keys deleted. */
  public long deletePrefix(String prefix) {
    return call("/v3/kv/deleterange", range(prefix)).path("deleted").asLong();
  }

  /** Forgets all revisions before the current one, as an operator's compaction does. */
  public void compact() {
    long revision = revision(call("/v3/kv/range", Map.of("key", encode("/"))));
    call("/v3/kv/compaction", Map.of("revision", Long.toString(revision)));
  }

  /** Any other call of the gateway; the path starts with {@code /v3/}. */
  public JsonNode call(String path, Map<String, String> body) {
    return http.send("POST", path, JsonHttp.write(body));
  }

  private static long revision(JsonNode answer) {
    return answer.path("header").path("revision").asLong();
  }

  /** From the prefix to the first key after all that start with it: its last byte plus one. */
  private static Map<String, String> range(String prefix) {
    byte[] end = prefix.getBytes(StandardCharsets.UTF_8);
    end[end.length - 1]++;
    return Map.of("key", encode(prefix), "range_end", Base64.getEncoder().encodeToString(end));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
