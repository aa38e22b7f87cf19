package io.sluice.localstack.demo;

import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Part;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The running servers as the demo sees them: addresses, and logs to collect.
 *
 * @param folder the stack's, with a place for the demo's own files
 */
public record DemoStack(
    Path folder, String kafka, URI etcd, URI elasticsearch, URI connect, Map<String, Path> logs) {

  /** The stack that runs in a folder. */
  public static DemoStack in(Path folder) {
    Map<String, RunFile> servers =
        RunFile.in(folder).stream().collect(Collectors.toMap(RunFile::name, Function.identity()));
    return new DemoStack(
        folder,
        servers.get(Part.KAFKA.id()).address(),
        address(servers, Part.ETCD),
        address(servers, Part.ELASTICSEARCH),
        address(servers, Part.CONNECT),
        Map.of(
            "broker", log(servers, Part.KAFKA),
            "worker", log(servers, Part.CONNECT),
            "elasticsearch", log(servers, Part.ELASTICSEARCH)));
  }

  private static URI address(Map<String, RunFile> servers, Part part) {
    return URI.create(servers.get(part.id()).address());
  }

  private static Path log(Map<String, RunFile> servers, Part part) {
    return servers.get(part.id()).log();
  }

  /** Where the demo keeps log files of its own, in a stack's folder. */
  public static Path ownFiles(Path stackFolder) {
    return stackFolder.resolve("demo");
  }

  Path ownFiles() {
    return ownFiles(folder);
  }

  /** What the source must be allowed to read. */
  List<Path> logFolders() {
    return Stream.concat(logs.values().stream().map(Path::getParent), Stream.of(ownFiles()))
        .distinct()
        .sorted()
        .toList();
  }
}
