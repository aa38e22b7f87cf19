package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One more entry in a list. */
@Command(
    name = "add",
    description =
        "Adds an entry to a list: at the end of the array, or as a key of its own where each key"
            + " holds one. What is there stays as it is written.")
final class AddCommand extends EtcdCommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "0..1",
      paramLabel = "JSON",
      description = "The entry, {\"path\": …, \"topic\": …}; or say it with the options.")
  String entry;

  @Option(names = "--path", order = -9, paramLabel = "PATH", description = "File or glob.")
  String path;

  @Option(names = "--topic", order = -8, paramLabel = "TOPIC", description = "Kafka topic.")
  String topic;

  @Option(
      names = "--exclude",
      order = -7,
      paramLabel = "GLOB",
      description = "Files that a glob does not mean; may be given several times.")
  List<String> exclude = List.of();

  @Option(
      names = "--start",
      order = -6,
      paramLabel = "WHERE",
      description = "beginning or end, for files that were not read before.")
  String start;

  @Option(names = "--format", order = -5, paramLabel = "FORMAT", description = "The record format.")
  String format;

  @Option(names = "--encoding", order = -4, paramLabel = "CHARSET", description = "Of the files.")
  String encoding;

  @Option(
      names = "--field",
      order = -3,
      paramLabel = "NAME=VALUE",
      description = "A field of each document; may be given several times.")
  Map<String, String> fields = Map.of();

  @Option(
      names = "--name",
      order = -2,
      paramLabel = "NAME",
      description =
          "What stands behind the prefix in the new key, where each entry has a key; made of the"
              + " path if not given.")
  String name;

  @Mixin WriteArguments how = new WriteArguments();

  AddCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    String json = json();
    ListPlace where = findPlace(client, endpoints);
    String key = where.key(name == null && where.onlyKey().isEmpty() ? nameOf(json) : name);
    EtcdSnapshot snapshot = where.read(client, screen::remark);
    Optional<EtcdValue> before = ListPlace.value(snapshot, key);
    boolean alone = where.isUnderAPrefix(key);
    if (before.isPresent() && alone && name == null && where.onlyKey().isEmpty()) {
      throw new CommandException(
          Exit.FAILED,
          "There is a key " + key + " already: name another with --name, or change it with put");
    }
    String after =
        before.map(value -> with(key, value, json)).orElse(alone ? json : "[" + json + "]");
    String source = "the new etcd key " + key;
    Change change =
        new Change(
            key, before, Optional.of(after), before.isPresent() ? "etcd key " + key : source);
    return new ListWriter(environment, client, where, how, sameOptions())
        .write(change, snapshot, true);
  }

  private static String with(String key, EtcdValue value, String json) {
    try {
      return ListText.parse(value.value()).with(json);
    } catch (JsonProcessingException malformed) {
      throw RemoveCommand.notJson(key, malformed);
    }
  }

  /** A name that tells the path, for etcd keys may hold nearly everything. */
  private static String nameOf(String json) {
    try {
      String path = JSON.readTree(json).path("path").asText();
      return path.replaceFirst("^/", "").replace('/', '-');
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    }
  }

  private static CommandException notJson(JsonProcessingException malformed) {
    return new CommandException(
        Exit.BAD_LIST,
        "The entry is not JSON: line %d column %d: %s"
            .formatted(
                malformed.getLocation().getLineNr(),
                malformed.getLocation().getColumnNr(),
                malformed.getOriginalMessage()));
  }

  private String json() {
    boolean options =
        Stream.of(path, topic, start, format, encoding).anyMatch(Objects::nonNull)
            || !exclude.isEmpty()
            || !fields.isEmpty();
    if (entry != null && options) {
      throw new CommandException(
          Exit.USAGE, "Say what to add in one way: the entry as JSON, or by options");
    } else if (entry == null && (path == null || topic == null)) {
      throw new CommandException(
          Exit.USAGE, "Say what to add: the entry as JSON, or --path and --topic");
    }
    if (entry != null) {
      try {
        JsonNode given = JSON.readTree(entry);
        if (!given.isObject()) {
          throw new CommandException(
              Exit.BAD_LIST, "The entry is to be one object with a path and a topic");
        }
        return entry.strip();
      } catch (JsonProcessingException malformed) {
        throw notJson(malformed);
      }
    }
    ObjectNode made = JSON.createObjectNode().put("path", path).put("topic", topic);
    if (!exclude.isEmpty()) {
      exclude.forEach(made.putArray("exclude")::add);
    }
    set(made, "start", start);
    set(made, "format", format);
    set(made, "encoding", encoding);
    if (!fields.isEmpty()) {
      ObjectNode named = made.putObject("fields");
      fields.forEach(named::put);
    }
    return made.toString();
  }

  private static void set(ObjectNode made, String field, String value) {
    if (value != null) {
      made.put(field, value);
    }
  }
}
