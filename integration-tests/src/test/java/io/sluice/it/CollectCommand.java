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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command that changes lists, as a process: it finds Kafka's jars by itself. */
final class CollectCommand {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final List<String> program;
  private final Map<String, String> environment;

  private CollectCommand(List<String> program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  private CollectCommand(List<String> program, LocalStack stack) {
    this(
        program,
        Map.of(
            "ETCDCTL_ENDPOINTS", stack.etcd().endpoint().toString(),
            "JAVA_HOME", System.getProperty("java.home")));
  }

  /** With other variables than those it has, such as etcdctl takes. */
  CollectCommand with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new CollectCommand(program, all);
  }

  /**
   * The one of the archive.
   *
   * @param folder where it is unpacked
   */
  static CollectCommand ofTheArchive(Path folder, LocalStack stack) throws IOException {
    Path archive = SourceTree.pluginArchive("file-tail-source-connector");
    Archive.unpack(archive, Files.createDirectories(folder));
    String name = archive.getFileName().toString().replace(".zip", "");
    return new CollectCommand(
        List.of(folder.resolve(name).resolve("bin/sluice-collect").toString()), stack);
  }

  /** The one of the source tree, as it was built for this test. */
  static CollectCommand ofTheSourceTree(LocalStack stack) {
    return new CollectCommand(List.of(SourceTree.file("sluice").toString(), "collect"), stack);
  }

  CommandResult run(String... arguments) {
    List<String> words = new ArrayList<>(program);
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
