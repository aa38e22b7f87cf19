package io.sluice.connect.elasticsearch.document;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of a record's Kafka coordinates goes into its document: the {@code document.metadata} and
 * {@code document.metadata.field} options.
 *
 * @param field the top-level field of the document that takes them
 * @param parts without headers
 * @param headers the names of headers
 */
public record KafkaMetadata(String field, Set<Part> parts, List<String> headers) {

  public static final KafkaMetadata NONE = new KafkaMetadata("kafka", Set.of(), List.of());

  private static final String HEADER = "header:";

  /** A coordinate of a record, by the name that it has in the option and in the document. */
  public enum Part {
    TOPIC,
    PARTITION,
    OFFSET,
    TIMESTAMP,
    KEY;

    private final String text = name().toLowerCase(Locale.ROOT);

    @Override
    public String toString() {
      return text;
    }
  }

  public KafkaMetadata {
    parts = Set.copyOf(parts);
    headers = List.copyOf(headers);
  }

  /**
   * Parses the entries of {@code document.metadata}.
   *
   * @throws IllegalArgumentException with a message that says which entry is wrong
   */
  public static KafkaMetadata parse(String field, List<String> entries) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    List<String> headers = new ArrayList<>();
    for (String entry : entries) {
      String header = entry.startsWith(HEADER) ? entry.substring(HEADER.length()) : "";
      boolean isNew = header.isEmpty() ? parts.add(part(entry)) : !headers.contains(header);
      if (!isNew) {
        throw new IllegalArgumentException("entry '" + entry + "' is there twice");
      }
      if (!header.isEmpty()) {
        headers.add(header);
      }
    }
    return new KafkaMetadata(field, parts, headers);
  }

  private static Part part(String entry) {
    for (Part part : Part.values()) {
      if (part.toString().equals(entry)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "entry '"
            + entry
            + "' must be one of topic, partition, offset, timestamp, key and header:<name>");
  }

  boolean isEmpty() {
    return parts.isEmpty() && headers.isEmpty();
  }
}
