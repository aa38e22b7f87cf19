package io.sluice.connect.elasticsearch.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the {@code index} option says: constant text in which {@code {topic}} stands for the topic
 * in lower case.
 */
public final class IndexNameTemplate {

  public static final String TOPIC = "{topic}";

  private final String text;
  private final List<String> constants;

  private IndexNameTemplate(String text, List<String> constants) {
    this.text = text;
    this.constants = constants;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with a message that says which part is wrong and what is
   *     supported
   */
  public static IndexNameTemplate parse(String text) {
    List<String> constants = new ArrayList<>();
    StringBuilder constant = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{') {
        int close = text.indexOf('}', at);
        if (close < 0) {
          throw new IllegalArgumentException("the { at character " + (at + 1) + " is never closed");
        }
        String placeholder = text.substring(at, close + 1);
        if (!placeholder.equals(TOPIC)) {
          throw new IllegalArgumentException(
              "placeholder " + placeholder + " is not supported; supported are: " + TOPIC);
        }
        constants.add(constant.toString());
        constant.setLength(0);
        at = close + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException("the } at character " + (at + 1) + " closes nothing");
      } else {
        constant.append(c);
        at++;
      }
    }
    constants.add(constant.toString());
    IndexNameTemplate template = new IndexNameTemplate(text, constants);
    // Whatever the topic is, the constant parts must be legal: shown with the shortest topic there
    // is.
    Optional<String> problem = IndexName.problem(template.resolve("t"));
    if (problem.isPresent()) {
      throw new IllegalArgumentException("an index name " + problem.get());
    }
    return template;
  }

  /** The name for a topic, which may still break a rule: see {@link IndexName#problem}. */
  public String resolve(String topic) {
    return String.join(topic.toLowerCase(Locale.ROOT), constants);
  }

  public boolean dependsOnTopic() {
    return constants.size() > 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
