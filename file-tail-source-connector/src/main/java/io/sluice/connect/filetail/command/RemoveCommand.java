package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An entry out of a list, or a key of it. */
@Command(
    name = "remove",
    description =
        "Takes an entry out of a list, by its path, or deletes a key of it. What else is there"
            + " stays as it is written. Files that are not collected any more keep their offsets.")
final class RemoveCommand extends EtcdCommand {

  @Parameters(
      paramLabel = "PATH|NAME",
      description =
          "The entry's path as the list has it; or the key, or its part behind the prefix.")
  String what;

  @Mixin WriteArguments how = new WriteArguments();

  RemoveCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    ListPlace where = findPlace(client, endpoints);
    EtcdSnapshot snapshot = where.read(client, screen::remark);
    return new ListWriter(environment, client, where, how, sameOptions())
        .write(change(where, snapshot), snapshot, false);
  }

  private Change change(ListPlace where, EtcdSnapshot snapshot) {
    List<Change> found = new ArrayList<>();
    List<CommandException> unreadable = new ArrayList<>();
    for (String key : where.keys(snapshot)) {
      EtcdValue value = snapshot.values().get(key);
      if (key.equals(what)) {
        return change(key, value, Optional.empty());
      }
      try {
        withoutEntry(key, value).ifPresent(found::add);
      } catch (JsonProcessingException malformed) {
        unreadable.add(notJson(key, malformed));
      }
    }
    if (found.isEmpty()) {
      snapshot.notText().keySet().stream()
          .filter(key -> where.covers(key) && (key.equals(what) || key.endsWith("/" + what)))
          .forEach(key -> ListPlace.value(snapshot, key));
      where.keys(snapshot).stream()
          .filter(key -> key.endsWith("/" + what))
          .filter(key -> where.key(what).equals(key))
          .forEach(key -> found.add(change(key, snapshot.values().get(key), Optional.empty())));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty() && !unreadable.isEmpty()) {
      throw unreadable.get(0);
    }
    throw new CommandException(
        Exit.FAILED,
        found.isEmpty()
            ? "'"
                + what
                + "' is neither a path in this list nor a key of it; the list has the keys "
                + where.keys(snapshot)
            : "'"
                + what
                + "' is in several keys: name one, of "
                + found.stream().map(Change::key).toList());
  }

  private Optional<Change> withoutEntry(String key, EtcdValue value)
      throws JsonProcessingException {
    ListText list = ListText.parse(value.value());
    OptionalInt index = list.indexOf(what);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        change(
            key,
            value,
            list.isArray() ? Optional.of(list.without(index.getAsInt())) : Optional.empty()));
  }

  private static Change change(String key, EtcdValue value, Optional<String> after) {
    return new Change(key, Optional.of(value), after, "etcd key " + key);
  }

  /** Says nothing of the text: a registration may have named the key, and it be a secret. */
  static CommandException notJson(String key, JsonProcessingException malformed) {
    return new CommandException(
        Exit.BAD_LIST,
        "etcd key %s line %d column %d: is not JSON; look at it with get, and write the whole list anew with put"
            .formatted(
                key, malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
  }
}
