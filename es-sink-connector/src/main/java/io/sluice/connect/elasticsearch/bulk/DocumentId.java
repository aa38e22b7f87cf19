package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.operation.ActionWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;

/**
 * The id of a document by {@code document.id=offset}: {@code topic+partition+offset}, of where the
 * record came from originally, and {@code topic+partition+offset+line} for a line of a record. The
 * plus sign is not allowed in topics, so no two can have the same id, and the same record always
 * gets the same: indexing it again changes nothing.
 */
final class DocumentId {

  private static final int MAX_SUFFIX = "9223372036854775807+2147483647".length();

  private DocumentId() {}

  /** All of the id but the offset, which follows in decimal. */
  static String prefix(TopicPartition partition) {
    String prefix = partition.topic() + '+' + partition.partition() + '+';
    int longest = prefix.getBytes(StandardCharsets.UTF_8).length + MAX_SUFFIX;
    if (longest > ActionWriter.MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "Ids of "
              + partition
              + " could be "
              + longest
              + " bytes long; at most "
              + ActionWriter.MAX_ID_BYTES
              + " are allowed");
    }
    return prefix;
  }
}
