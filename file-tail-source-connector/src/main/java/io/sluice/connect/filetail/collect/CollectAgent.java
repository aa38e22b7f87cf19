package io.sluice.connect.filetail.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.connect.filetail.file.AllowedPaths;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connector that follows collect lists, as it shows itself in etcd: where it runs, which lists it
 * follows, and what it lets them do.
 *
 * @param address by which the host reaches etcd
 * @param version of the plugin
 * @param collectKeys the keys and prefixes of its lists, its host filled in
 * @param statusKey where it tells what became of them; null where it does not
 * @param allowedPaths the folders that they may reach
 * @param allowedTopics regular expression of the topics that they may name
 * @param recordFormat of entries that do not say otherwise
 * @param valueConverter as the connector's configuration names it; null where it does not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CollectAgent(
    String host,
    String address,
    String version,
    String connector,
    int tasks,
    @JsonProperty("collect_keys") List<String> collectKeys,
    @JsonProperty("status_key") String statusKey,
    @JsonProperty("allowed_paths") List<String> allowedPaths,
    @JsonProperty("allowed_topics") String allowedTopics,
    @JsonProperty("record_format") String recordFormat,
    @JsonProperty("value_converter") String valueConverter) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** One that tells nothing of itself, and so lets lists do what they like. */
  public static final CollectAgent UNKNOWN =
      new CollectAgent("", "", "", "", 0, List.of(), null, List.of(), null, null, null);

  public CollectAgent {
    collectKeys = collectKeys == null ? List.of() : List.copyOf(collectKeys);
    allowedPaths = allowedPaths == null ? List.of() : List.copyOf(allowedPaths);
  }

  /**
   * Reads what {@link #toJson} wrote, of whatever version.
   *
   * @throws IllegalArgumentException where it is something else, or {@link #parser} cannot be made
   *     of it
   */
  public static CollectAgent read(String json) {
    try {
      CollectAgent agent = JSON.readValue(json, CollectAgent.class);
      if (agent == null || agent.host == null || agent.connector == null) {
        throw new IllegalArgumentException(
            "is no registration of a connector: it names no host or no connector");
      }
      agent.requireUsable();
      return agent;
    } catch (JsonProcessingException foreign) {
      throw new IllegalArgumentException(
          "is no registration of a connector: " + ForeignJson.describe(foreign));
    }
  }

  /** Whoever may write into etcd may have written it, and must not stop those who read it. */
  private void requireUsable() {
    if (statusKey != null && statusKey.isEmpty()
        || collectKeys.contains("")
        || host.isEmpty()
        || connector.isEmpty()) {
      throw new IllegalArgumentException(
          "is no registration of a connector: its host, its connector, its status_key or one of"
              + " its collect_keys is empty");
    }
    try {
      parser();
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "is no registration of a connector that this version knows: " + unknown.getMessage(),
          unknown);
    }
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of texts and a number", impossible);
    }
  }

  /** Checks lists as the connector does, but for what only its host's files can tell. */
  public CollectListParser parser() {
    AccessRules access =
        new AccessRules(
            new AllowedPaths(
                allowedPaths.isEmpty()
                    ? List.of(Path.of("/"))
                    : allowedPaths.stream().map(Path::of).toList()),
            Pattern.compile(allowedTopics == null ? ".+" : allowedTopics));
    RecordRules records =
        Optional.ofNullable(recordFormat)
            .map(
                format ->
                    new RecordRules(ValueConverter.of(valueConverter), RecordFormat.of(format)))
            .orElseGet(RecordRules::trusting);
    return CollectListParser.ofOtherHost(access, records);
  }
}
