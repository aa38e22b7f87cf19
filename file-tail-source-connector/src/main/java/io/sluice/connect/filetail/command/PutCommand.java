package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole list in the place of another. */
@Command(
    name = "put",
    description =
        "Writes a list, or one key of it, from a file: a JSON array of entries, or one entry. A bad"
            + " one is not written.")
final class PutCommand extends EtcdCommand {

  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "FILE", description = "The file; - for standard input.")
  String file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The key, or what stands behind the prefix in it, where the list has several.")
  String name;

  @Option(
      names = "--if-revision",
      paramLabel = "REVISION",
      order = 5,
      description =
          "Write only if the key was last changed at that revision, as get has shown it; 0: if it"
              + " is not there.")
  Long ifRevision;

  @Mixin WriteArguments how = new WriteArguments();

  PutCommand(Environment environment) {
    super(environment);
  }

  @Override
  int run(Etcd client, List<URI> endpoints) {
    ListPlace where = findPlace(client, endpoints);
    String key = where.key(name);
    String text = text().stripTrailing();
    EtcdSnapshot snapshot = where.read(client, screen::remark);
    Optional<EtcdValue> before = ListPlace.value(snapshot, key);
    String source = (file.equals(STANDARD_INPUT) ? "standard input" : file) + ", for " + key + ",";
    Change change = new Change(key, before, Optional.of(text), source);
    ListWriter writer = new ListWriter(environment, client, where, how, sameOptions());
    if (ifRevision != null && ifRevision != change.revision()) {
      return writer.refuseAsOutdated(before, change);
    }
    return writer.write(change, snapshot, true);
  }

  private String text() {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT)
              ? environment.in().readAllBytes()
              : Files.readAllBytes(Path.of(file));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      throw new CommandException(Exit.BAD_LIST, file + " is not UTF-8 text");
    } catch (IOException unreadable) {
      throw new CommandException(Exit.FAILED, file + " cannot be read: " + unreadable.getMessage());
    }
  }
}
