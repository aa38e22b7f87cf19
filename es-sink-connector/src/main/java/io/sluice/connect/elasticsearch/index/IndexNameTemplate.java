package io.sluice.connect.elasticsearch.index;

import io.sluice.connect.elasticsearch.document.MalformedDocumentException;
import io.sluice.connect.elasticsearch.template.RecordView;
import io.sluice.connect.elasticsearch.template.TextTemplate;
import java.util.Locale;
import java.util.Optional;

/**
 * What the {@code index} option says: a {@link TextTemplate} whose placeholders are put in lower
 * case, as index names are. Used by one thread.
 */
public final class IndexNameTemplate {

  public static final String TOPIC = "{topic}";

  private final TextTemplate template;
  private String lastText;
  private String lastName;

  private IndexNameTemplate(TextTemplate template) {
    this.template = template;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with a message that says which part is wrong and what is
   *     supported
   */
  public static IndexNameTemplate parse(String text) {
    IndexNameTemplate template = new IndexNameTemplate(TextTemplate.parse(text));
    // Whatever the topic is, the constant parts must be legal: shown with the shortest topic there
    // is.
    Optional<String> problem = IndexName.problem(template.sample("t"));
    if (problem.isPresent()) {
      throw new IllegalArgumentException("an index name " + problem.get());
    }
    return template;
  }

  /**
   * A name for a topic, with samples in place of all that depends on the record; it may break a
   * rule: see {@link IndexName#problem}.
   */
  public String sample(String topic) {
    return template.sample(topic, value -> value.toLowerCase(Locale.ROOT));
  }

  /**
   * The name for a record; the same object for as long as it stays the same.
   *
   * @throws MalformedDocumentException where a part is missing, or the name would be illegal
   */
  public String resolve(RecordView record) throws MalformedDocumentException {
    String text = template.resolve(record);
    if (!text.equals(lastText)) {
      String name = text.toLowerCase(Locale.ROOT);
      Optional<String> problem = IndexName.problem(name);
      if (problem.isPresent()) {
        throw new MalformedDocumentException(
            String.format(
                "by index=%s it would go to an index named '%s', but an index name %s",
                template, cut(name), problem.get()));
      }
      lastName = name;
      lastText = text;
    }
    return lastName;
  }

  private static String cut(String name) {
    return name.length() > IndexName.MAX_BYTES
        ? name.substring(0, IndexName.MAX_BYTES) + "…"
        : name;
  }

  public boolean dependsOnTopic() {
    return template.dependsOnTopic();
  }

  /** Whether records of one topic can go to several indices. */
  public boolean dependsOnRecord() {
    return template.dependsOnRecord();
  }

  public boolean dependsOnTimestamp() {
    return template.dependsOnTimestamp();
  }

  /** Whether the document must be there before its index is known. */
  public boolean dependsOnDocument() {
    return template.dependsOnDocument();
  }

  @Override
  public String toString() {
    return template.toString();
  }
}
