package io.sluice.config.etcd;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which keys may be read.
 *
 * @param prefixes keys that may be read with everything below them; empty to allow everything
 */
record AllowedPrefixes(List<String> prefixes) {

  AllowedPrefixes {
    prefixes = List.copyOf(prefixes);
  }

  boolean allows(EtcdRange range) {
    return prefixes.isEmpty()
        || prefixes.stream().anyMatch(allowed -> covers(allowed, range.key()));
  }

  /**
   * @throws ConfigException that names the key and the rule
   */
  void require(EtcdRange range) {
    if (!allows(range)) {
      throw new ConfigException(
          (range.prefix() ? "The etcd prefix " : "The etcd key ")
              + range.key()
              + " may not be read: it is outside "
              + EtcdProviderConfig.ALLOWED_PREFIXES_CONFIG
              + " "
              + prefixes
              + " of the etcd config provider. Refer to a key inside it, or extend it.");
    }
  }

  private static boolean covers(String allowed, String key) {
    return key.equals(allowed) || key.startsWith(allowed.endsWith("/") ? allowed : allowed + "/");
  }
}
