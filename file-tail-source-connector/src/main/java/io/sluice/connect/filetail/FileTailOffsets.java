package io.sluice.connect.filetail;

import io.sluice.connect.filetail.file.FilePosition;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** The form of the connector's source partitions and offsets. */
final class FileTailOffsets {

  private static final Set<String> PARTITION_FIELDS = Set.of("host", "path");

  private FileTailOffsets() {}

  /**
   * @param offset null to forget the file
   * @throws ConnectException that names the partition, the field and the rule
   */
  static void check(Map<String, ?> partition, Map<String, ?> offset) {
    boolean good =
        partition.keySet().equals(PARTITION_FIELDS)
            && partition.values().stream().allMatch(String.class::isInstance);
    if (!good) {
      throw new ConnectException(
          "A partition is {\"host\": …, \"path\": …}, both texts, as GET /connectors/…/offsets shows"
              + " it; found "
              + partition);
    }
    if (offset != null) {
      if (!((String) partition.get("path")).startsWith("/")) {
        throw new ConnectException(
            "path must be absolute, as the files of collect lists are; found " + partition);
      }
      position(partition, offset);
    }
  }

  /**
   * @throws ConnectException that names the partition, the field and the rule
   */
  static FilePosition position(Map<String, ?> partition, Map<String, ?> offset) {
    try {
      return FilePosition.fromOffset(offset);
    } catch (IllegalArgumentException malformed) {
      throw new ConnectException(
          "The offset of " + partition + " cannot be used: " + malformed.getMessage(), malformed);
    }
  }
}
