package io.sluice.connect.elasticsearch.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which index, alias or data stream each topic goes to: its entry in {@code topic.to.index}, or
 * else the {@code index} template.
 *
 * <p>Two topics may share an index where the configuration says so, but not by accident: topics
 * that differ in nothing but case, which index names do not have, are refused.
 */
public final class TopicIndices {

  private final IndexNameTemplate template;
  private final Map<String, String> overrides;
  private final Map<String, String> topicByTemplatedName = new HashMap<>();

  public TopicIndices(IndexNameTemplate template, Map<String, String> overrides) {
    this.template = template;
    this.overrides = Map.copyOf(overrides);
  }

  /**
   * The name that a topic goes to.
   *
   * @throws IllegalArgumentException where the name is illegal, or another topic already has it
   */
  public String resolve(String topic) {
    String override = overrides.get(topic);
    if (override != null) {
      return override;
    }
    String name = template.resolve(topic);
    Optional<String> problem = IndexName.problem(name);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              "Topic %s would go to index %s by index=%s, but an index name %s. Change index, or give the topic an index of its own with topic.to.index=%s:<index>.",
              topic, name, template, problem.get(), topic));
    }
    if (template.dependsOnTopic()) {
      String other = topicByTemplatedName.putIfAbsent(name, topic);
      if (other != null && !other.equals(topic)) {
        throw new IllegalArgumentException(
            String.format(
                "Topics %s and %s would both go to index %s, since index names are lowercase. Give one of them an index of its own with topic.to.index=%s:<index>.",
                other, topic, name, topic));
      }
    }
    return name;
  }
}
