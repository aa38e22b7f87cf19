package io.sluice.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.command.Command;
import io.sluice.localstack.command.CommandResult;
import io.sluice.localstack.distribution.Archive;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command of the connector's archive, run as on a worker's host: it finds Kafka's jars by
 * itself.
 */
final class CollectCommand {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path program;
  private final Map<String, String> environment;

  /**
   * @param folder where the archive is unpacked
   */
  CollectCommand(Path folder, LocalStack stack) throws IOException {
    Path archive = SourceTree.pluginArchive("file-tail-source-connector");
    Archive.unpack(archive, Files.createDirectories(folder));
    String name = archive.getFileName().toString().replace(".zip", "");
    this.program = folder.resolve(name).resolve("bin/sluice-collect");
    this.environment =
        Map.of(
            "ETCDCTL_ENDPOINTS", stack.etcd().endpoint().toString(),
            "JAVA_HOME", System.getProperty("java.home"));
  }

  CommandResult run(String... arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return Command.of(words).with(environment).run(LIMIT);
  }

  /** Runs it and reads what it prints. */
  JsonNode json(String... arguments) {
    CommandResult result = run(arguments);
    try {
      return new ObjectMapper().readTree(result.output());
    } catch (JsonProcessingException other) {
      throw new AssertionError(result.describe(), other);
    }
  }
}
