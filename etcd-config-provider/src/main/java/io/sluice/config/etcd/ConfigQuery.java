package io.sluice.config.etcd;

import io.sluice.config.etcd.JsonFields.NotAnObjectException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * A path and keys as {@code ConfigProvider} is asked for them, in terms of etcd.
 *
 * <p>Without a path, a key is an etcd key. With the path {@code /app/db}, the key {@code password}
 * is the etcd key {@code /app/db/password}, or else the field {@code password} of the JSON object
 * at {@code /app/db}. With the path {@code /app/db/} it is the etcd key alone. No keys means
 * everything: all keys below the path, by their names from there on, and the fields of the object.
 */
final class ConfigQuery {

  private final String path;
  private final Set<String> keys;
  private final AllowedPrefixes allowed;

  /**
   * @param keys the wanted keys; empty for everything
   * @throws ConfigException if something outside the allowed prefixes is asked for, or everything
   *     without a path
   */
  ConfigQuery(String path, Set<String> keys, AllowedPrefixes allowed) {
    this.path = path == null ? "" : path;
    this.keys = Set.copyOf(keys);
    this.allowed = allowed;
    if (keys.isEmpty() && this.path.isEmpty()) {
      throw new ConfigException(
          "The etcd config provider was asked for everything without a path: give an etcd key or a"
              + " prefix that ends in /.");
    }
    if (keys.contains("")) {
      throw new ConfigException(
          "A reference to etcd with the path '"
              + this.path
              + "' has no key: write ${provider:/the/key} or ${provider:/the/path:key}.");
    }
    if (keys.isEmpty()) {
      allowed.require(below());
    } else {
      keys.forEach(key -> allowed.require(EtcdRange.exactly(etcdKey(key))));
    }
  }

  /** All that must be read to answer. */
  Set<EtcdRange> ranges() {
    Set<EtcdRange> ranges = new LinkedHashSet<>();
    if (keys.isEmpty()) {
      ranges.add(below());
    }
    keys.forEach(key -> ranges.add(EtcdRange.exactly(etcdKey(key))));
    if (mayHaveObject()) {
      ranges.add(EtcdRange.exactly(path));
    }
    return ranges;
  }

  /** Answers from what was read. */
  Answer answer(EtcdSnapshot snapshot) {
    EtcdValue object = mayHaveObject() ? snapshot.values().get(path) : null;
    if (object == null) {
      return answer(snapshot, Map.of(), Optional.empty());
    }
    try {
      return answer(snapshot, JsonFields.of(object.value()), Optional.empty());
    } catch (NotAnObjectException e) {
      return answer(snapshot, Map.of(), Optional.of(e.getMessage()));
    }
  }

  private Answer answer(
      EtcdSnapshot snapshot, Map<String, String> fields, Optional<String> defect) {
    if (keys.isEmpty()) {
      return new Answer(everything(snapshot, fields), missingPath(snapshot), List.of());
    }
    Map<String, String> data = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    for (String key : keys) {
      String etcdKey = etcdKey(key);
      EtcdValue value = snapshot.values().get(etcdKey);
      String found = value != null ? value.value() : fields.get(key);
      if (found != null) {
        data.put(key, found);
      } else if (defect.isPresent()) {
        malformed.add(
            "etcd holds no key %s, and the value of %s has no field '%s': %s."
                .formatted(etcdKey, path, key, defect.get()));
      } else if (mayHaveObject()) {
        missing.add(
            "etcd holds no key %s, and no JSON object at %s with a field '%s' that is not null."
                .formatted(etcdKey, path, key));
      } else {
        missing.add("etcd holds no key %s.".formatted(etcdKey));
      }
    }
    return new Answer(data, missing, malformed);
  }

  private Map<String, String> everything(EtcdSnapshot snapshot, Map<String, String> fields) {
    Map<String, String> data = new TreeMap<>(fields);
    String prefix = below().key();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix) && key.length() > prefix.length()) {
                data.put(key.substring(prefix.length()), value.value());
              }
            });
    return data;
  }

  private List<String> missingPath(EtcdSnapshot snapshot) {
    return snapshot.values().isEmpty() && !path.endsWith("/")
        ? List.of("etcd holds neither the key %s nor any key below it.".formatted(path))
        : List.of();
  }

  private boolean mayHaveObject() {
    return !path.isEmpty() && !path.endsWith("/") && allowed.allows(EtcdRange.exactly(path));
  }

  private EtcdRange below() {
    return EtcdRange.of(path.endsWith("/") ? path : path + "/");
  }

  private String etcdKey(String key) {
    return path.isEmpty() ? key : below().key() + key;
  }

  /**
   * What etcd holds of what was asked for.
   *
   * @param data the values found
   * @param missing a sentence for each key that does not exist
   * @param malformed a sentence for each key that can only be a field of a value without fields
   */
  record Answer(Map<String, String> data, List<String> missing, List<String> malformed) {

    /**
     * @throws ConfigException that holds all sentences, unless everything was found
     */
    Map<String, String> complete() {
      if (missing.isEmpty() && malformed.isEmpty()) {
        return data;
      }
      throw new ConfigException(
          String.join(" ", missing)
              + (missing.isEmpty() || malformed.isEmpty() ? "" : " ")
              + String.join(" ", malformed)
              + " Write it to etcd, or correct the reference to it.");
    }
  }
}
