package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.glob.FilePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What the connector tells a task: its entries, and the options that shape their records.
 *
 * <p>Nothing of etcd is among them. A task does not need it, and task configurations are kept in a
 * Kafka topic, where its password has no business.
 */
final class FileTailTaskConfig {

  private static final String ENTRIES = "task.entries";
  private static final String HOST_NAME = "task.hostname";
  private static final String RIVALS = "task.rivals";
  private static final String CONNECTOR = "task.connector";
  private static final String INDEX = "task.index";
  private static final String COUNT = "task.count";
  private static final String GENERATION = "task.generation";
  private static final List<String> OWN =
      List.of(ENTRIES, HOST_NAME, RIVALS, CONNECTOR, INDEX, COUNT, GENERATION);

  /**
   * Which task it is.
   *
   * @param index from 0
   * @param count of the connector's tasks
   * @param generation a number that makes configurations differ where Connect must see a difference
   */
  record Place(String connector, int index, int count, int generation) {}

  private final FileTailConfig config;
  private final Optional<Place> place;
  private final List<CollectEntry> entries;
  private final Neighbours neighbours;

  /**
   * @throws ConnectException where the task has come to a host that it was not made for
   */
  FileTailTaskConfig(Map<String, String> options) {
    String hostName = options.get(HOST_NAME);
    if (hostName != null && !hostName.equals(new ThisHost().name())) {
      throw new ConnectException(
          "This task reads files of the host "
              + hostName
              + " but runs on "
              + new ThisHost().name()
              + ". Give each host a Connect cluster of its own (group.id), or, where all workers see"
              + " the same files, set the option host to one fixed name");
    }
    config = new FileTailConfig(options);
    entries = entries(options, ENTRIES);
    List<CollectEntry> rivals = options.containsKey(RIVALS) ? entries(options, RIVALS) : List.of();
    neighbours = new Neighbours(Stream.concat(rivals.stream(), entries.stream()).toList());
    place =
        Optional.ofNullable(options.get(CONNECTOR))
            .map(
                connector ->
                    new Place(
                        connector,
                        Integer.parseInt(options.get(INDEX)),
                        Integer.parseInt(options.get(COUNT)),
                        Integer.parseInt(options.get(GENERATION))));
  }

  private List<CollectEntry> entries(Map<String, String> options, String option) {
    try {
      return CollectListParser.ofChecked(config.access())
          .parse(Map.of(option, options.get(option)));
    } catch (CollectListException bad) {
      throw new ConnectException("The task's entries are bad: " + bad.getMessage(), bad);
    }
  }

  /**
   * @param entries of the task
   * @param all those of the connector
   */
  static Map<String, String> options(
      FileTailConfig config, Place place, List<CollectEntry> entries, Neighbours all) {
    Map<String, String> options = new HashMap<>();
    options.put(CONNECTOR, place.connector);
    options.put(INDEX, Integer.toString(place.index));
    options.put(COUNT, Integer.toString(place.count));
    options.put(GENERATION, Integer.toString(place.generation));
    Map<String, String> given = config.originalsStrings();
    for (String option : FileTailConfig.taskOptions()) {
      if (given.containsKey(option)) {
        options.put(option, given.get(option));
      }
    }
    options.put(CollectOptions.HOST_CONFIG, config.collect().host());
    if (config.collect().hostIsThisOne()) {
      options.put(HOST_NAME, new ThisHost().name());
    }
    options.put(ENTRIES, CollectListParser.write(entries));
    List<CollectEntry> rivals = all.of(entries);
    if (!rivals.isEmpty()) {
      options.put(RIVALS, CollectListParser.write(rivals));
    }
    return options;
  }

  /**
   * Whether a task was started with what a configuration says of its entries. Other options are not
   * compared: they may hold secrets, which Connect has resolved anew.
   */
  static boolean isOf(Map<String, String> config, Map<String, String> started) {
    return OWN.stream().allMatch(option -> Objects.equals(config.get(option), started.get(option)));
  }

  FileTailConfig config() {
    return config;
  }

  /** Nothing for a task that an earlier version of the connector has configured. */
  Optional<Place> place() {
    return place;
  }

  List<CollectEntry> entries() {
    return entries;
  }

  /** The globs whose files are not an entry's, though its own glob matches them. */
  List<FilePattern> rivals(CollectEntry entry) {
    return neighbours.of(entry).stream()
        .filter(other -> other.path().compareTo(entry.path()) < 0)
        .flatMap(other -> other.pattern().stream())
        .toList();
  }

  /** The other entries that read what rotation makes of their files, be it matched by a glob. */
  List<CollectEntry> others(CollectEntry entry) {
    return neighbours.of(entry);
  }
}
