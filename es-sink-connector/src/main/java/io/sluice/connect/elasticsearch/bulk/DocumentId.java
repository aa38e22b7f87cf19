package io.sluice.connect.elasticsearch.bulk;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;

/**
 * The id of a document: {@code topic+partition+offset}, of where the record came from originally.
 * The plus sign is not allowed in topics, so no two records can have the same id, and the same
 * record always gets the same: indexing it again changes nothing.
 */
final class DocumentId {

  /** Elasticsearch's limit. It refuses the whole request in which one id is longer. */
  static final int MAX_BYTES = 512;

  private static final int MAX_OFFSET_DIGITS = 19;

  private DocumentId() {}

  /** All of the id but the offset, which follows in decimal. */
  static String prefix(TopicPartition partition) {
    String prefix = partition.topic() + '+' + partition.partition() + '+';
    int longest = prefix.getBytes(StandardCharsets.UTF_8).length + MAX_OFFSET_DIGITS;
    if (longest > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Ids of "
              + partition
              + " could be "
              + longest
              + " bytes long; at most "
              + MAX_BYTES
              + " are allowed");
    }
    return prefix;
  }
}
