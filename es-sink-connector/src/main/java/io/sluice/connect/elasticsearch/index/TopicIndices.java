package io.sluice.connect.elasticsearch.index;

import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.template.RecordView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which index, alias or data stream the records of each topic go to: its entry in {@code
 * topic.to.index}, or else the {@code index} template. Used by one thread.
 *
 * <p>Two topics may share an index where the configuration says so, but not by accident: topics
 * that differ in nothing but case, which index names do not have, are refused. Keys, headers and
 * fields that differ in nothing but case do share one.
 */
public final class TopicIndices {

  private final IndexNameTemplate template;
  private final Map<String, String> overrides;
  private final Map<String, String> topicBySample = new HashMap<>();
  private String lastTopic;
  private String lastOverride;

  public TopicIndices(IndexNameTemplate template, Map<String, String> overrides) {
    this.template = template;
    this.overrides = Map.copyOf(overrides);
  }

  /**
   * Checks what the topic contributes to names.
   *
   * @return the name of its index, where that depends on nothing else
   * @throws UnusableTargetException where the name is illegal, or another topic already has it
   */
  public String check(String topic) {
    String override = overrides.get(topic);
    if (override != null) {
      return override;
    }
    String name = template.sample(topic);
    Optional<String> problem = IndexName.problem(name);
    if (problem.isPresent()) {
      throw new UnusableTargetException(
          String.format(
              "Topic %s would go to index %s by index=%s, but an index name %s. Change index, or give the topic an index of its own with topic.to.index=%s:<index>.",
              topic, name, template, problem.get(), topic));
    }
    if (template.dependsOnTopic()) {
      String other = topicBySample.putIfAbsent(name, topic);
      if (other != null && !other.equals(topic)) {
        throw new UnusableTargetException(
            String.format(
                "Topics %s and %s would both go to index %s, since index names are lowercase. Give one of them an index of its own with topic.to.index=%s:<index>.",
                other, topic, name, topic));
      }
    }
    return name;
  }

  /**
   * The name of a record's index; mostly the same object where it is the same.
   *
   * @throws UnusableTargetException as {@link #check}
   * @throws MalformedDocumentException where the record lacks a part of the name, or it is illegal
   */
  public String resolve(RecordView record) throws MalformedDocumentException {
    String topic = record.record().topic();
    if (!topic.equals(lastTopic)) {
      check(topic);
      lastOverride = overrides.get(topic);
      lastTopic = topic;
    }
    return lastOverride != null ? lastOverride : template.resolve(record);
  }

  /** Whether records of one topic can go to several indices. */
  public boolean dependOnRecord() {
    return template.dependsOnRecord();
  }

  /** Whether the document must be there before its index is known. */
  public boolean dependOnDocument() {
    return template.dependsOnDocument();
  }

  @Override
  public String toString() {
    return template.toString();
  }
}
