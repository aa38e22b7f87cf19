package io.sluice.localstack.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a Connect worker is started: with a file of connect-configs/, as it is but for addresses,
 * folders, and what is said here.
 *
 * @param file the name of the worker properties; whether it is a distributed worker's or a
 *     standalone one's says its name, as with Kafka's own
 * @param properties settings on top of the file's
 * @param environment variables on top of this process's own, for {@code ${env:…}}
 * @param jvmArguments such as a {@code -javaagent}
 * @param connectors configurations of connectors, which a standalone worker starts with
 */
public record WorkerSetup(
    String file,
    Map<String, String> properties,
    Map<String, String> environment,
    List<String> jvmArguments,
    List<Path> connectors) {

  /** For a distributed worker of one machine. */
  public static final String DISTRIBUTED = "connect-distributed.properties";

  public static final String STANDALONE = "connect-standalone.properties";

  /** The variable by which workers of several hosts differ, where the file is for such. */
  public static final String HOST = "SLUICE_HOST";

  public WorkerSetup {
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
    jvmArguments = List.copyOf(jvmArguments);
    connectors = List.copyOf(connectors);
    if (!connectors.isEmpty() && !file.equals(STANDALONE)) {
      throw new IllegalArgumentException(file + " is of a worker that takes no connectors' files");
    }
  }

  /** The file as it is. */
  public static WorkerSetup of(String file) {
    return new WorkerSetup(file, Map.of(), Map.of(), List.of(), List.of());
  }

  public boolean isStandalone() {
    return file.equals(STANDALONE);
  }

  /** With another setting, instead of the file's. */
  public WorkerSetup with(String key, String value) {
    return with(Map.of(key, value));
  }

  public WorkerSetup with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(more);
    return new WorkerSetup(file, all, environment, jvmArguments, connectors);
  }

  /** With these settings, except where it has one of its own. */
  public WorkerSetup withDefaults(Map<String, String> defaults) {
    return new WorkerSetup(file, defaults, environment, jvmArguments, connectors).with(properties);
  }

  /** With a variable in its environment. */
  public WorkerSetup withVariable(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new WorkerSetup(file, properties, all, jvmArguments, connectors);
  }

  /** A standalone worker with these connectors. */
  public WorkerSetup withConnectors(List<Path> files) {
    return new WorkerSetup(file, properties, environment, jvmArguments, files);
  }
}
