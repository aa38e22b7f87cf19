package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.index.TopicIndices;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The targets of all topics, each checked once before the first document goes there. Owned by the
 * task's thread.
 */
final class Targets {

  private final TopicIndices topicIndices;
  private final Function<String, CompletionStage<Void>> ensurer;
  private final Mailbox mailbox;
  private final Map<String, Target> byTopic = new HashMap<>();
  private final Map<String, Target> byName = new HashMap<>();
  private String lastTopic;
  private Target lastTarget;
  private int checking;

  Targets(
      TopicIndices topicIndices, Function<String, CompletionStage<Void>> ensurer, Mailbox mailbox) {
    this.topicIndices = topicIndices;
    this.ensurer = ensurer;
    this.mailbox = mailbox;
  }

  /**
   * Where the records of a topic go.
   *
   * @throws IllegalArgumentException where no legal name comes of the topic
   */
  Target of(String topic) {
    if (!topic.equals(lastTopic)) {
      lastTarget = byTopic.computeIfAbsent(topic, this::resolve);
      lastTopic = topic;
    }
    return lastTarget;
  }

  private Target resolve(String topic) {
    return byName.computeIfAbsent(topicIndices.resolve(topic), Target::new);
  }

  /** How many checks are under way. */
  int checking() {
    return checking;
  }

  /**
   * Checks a target.
   *
   * @param done gets the target, and the failure or null, on the task's thread
   */
  void check(Target target, BiConsumer<Target, Throwable> done) {
    target.checking();
    checking++;
    ensurer
        .apply(target.name())
        .whenCompleteAsync(
            (nothing, failure) -> {
              checking--;
              done.accept(target, failure);
            },
            mailbox);
  }
}
