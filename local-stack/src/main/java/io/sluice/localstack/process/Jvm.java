package io.sluice.localstack.process;

import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.KafkaRelease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Kafka's programs are started: with this JVM's own java, on the class path Maven wrote. */
final class Jvm {

  private static final String LOGGING = "log4j2.properties";

  private Jvm() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Runs a main class, which is given these files and logs to its standard output. */
  static List<String> command(
      String heap, List<String> arguments, Path folder, String mainClass, List<Path> files)
      throws IOException {
    Path logging = folder.resolve("config").resolve(LOGGING);
    Files.createDirectories(logging.getParent());
    try (InputStream resource = Jvm.class.getResourceAsStream("/io/sluice/localstack/" + LOGGING)) {
      Files.copy(resource, logging, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin/java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Dlog4j2.configurationFile=" + logging);
    command.addAll(arguments);
    command.add(mainClass);
    files.forEach(file -> command.add(file.toString()));
    return command;
  }

  private static String classPathFile(KafkaRelease release) {
    return "local-stack/" + release.module() + "/target/kafka.classpath";
  }

  /** The class path goes here, and not on the command line, to keep that readable in ps. */
  static Map<String, String> environment(KafkaRelease release) throws IOException {
    Map<String, String> environment = new HashMap<>(Environment.clean());
    environment.put("CLASSPATH", Files.readString(SourceTree.file(classPathFile(release))).strip());
    return environment;
  }
}
