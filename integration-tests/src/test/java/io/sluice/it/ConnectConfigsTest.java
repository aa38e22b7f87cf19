package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.distribution.ConnectorConfigs;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the files of connect-configs/ to each other, and to the tests that run them. */
class ConnectConfigsTest {

  private static final Path FOLDER = SourceTree.file("connect-configs");
  private static final String BASE = "connect-distributed.properties";
  private static final String PER_HOST = "connect-distributed-per-host.properties";
  private static final List<String> SECURED =
      List.of("connect-distributed-tls.properties", "connect-distributed-sasl.properties");
  private static final String SHARED_PART =
      "# ---- From here on the same in each connect-distributed*.properties ----\n";

  @Test
  void shouldBeRunByATestEachOfThem() throws IOException {
    String users =
        sources("integration-tests/src/test/java") + sources("local-stack/src/main/java");

    List<String> unused =
        files().stream()
            .filter(file -> !users.contains("\"" + file.getFileName() + "\""))
            .map(file -> FOLDER.relativize(file).toString())
            .toList();

    assertEquals(List.of(), unused, "no test names these files");
  }

  /** Of this test no word counts. */
  private static String sources(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(SourceTree.file(folder))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        if (!file.endsWith(ConnectConfigsTest.class.getSimpleName() + ".java")) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void shouldDifferInNothingButTheirFirstPart() throws IOException {
    List<String> distributed =
        files().stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith("connect-distributed"))
            .toList();
    String shared = sharedPart(BASE);

    for (String file : distributed) {
      assertEquals(shared, sharedPart(file), file);
      assertEquals(Set.of(), repeated(file), file + " says these twice");
    }
    assertEquals(2 + SECURED.size(), distributed.size());
  }

  @Test
  void shouldDifferInTheirFirstPartOnlyByWhatTheyAreFor() throws IOException {
    assertEquals(read(BASE).keySet(), read(PER_HOST).keySet());
    for (String file : SECURED) {
      Map<String, String> rest = read(file);
      rest.keySet().removeIf(ConnectConfigsTest::isSecurity);
      Map<String, String> expected = read(PER_HOST);
      expected.put("bootstrap.servers", expected.get("bootstrap.servers").replace("9092", "9093"));
      assertEquals(expected, rest, file);
    }
  }

  @Test
  void shouldGiveProducersAndConsumersTheSecurityOfTheWorker() throws IOException {
    for (String file : SECURED) {
      Map<String, String> all = read(file);
      Map<String, String> worker = new TreeMap<>(all);
      worker.keySet().removeIf(key -> !isSecurity(key) || key.matches("(producer|consumer)\\..*"));
      assertTrue(worker.containsKey("security.protocol"), file);
      for (String client : List.of("producer.", "consumer.")) {
        worker.forEach(
            (key, value) -> assertEquals(value, all.get(client + key), file + " " + key));
      }
    }
  }

  @Test
  void shouldBoundProvidersAsTheSecurityPageSays() throws IOException {
    String page = Files.readString(SourceTree.file("docs/security.md"));
    String start = "```properties\n";
    int from = page.indexOf(start) + start.length();
    Properties bounds = new Properties();
    bounds.load(new StringReader(page.substring(from, page.indexOf("```", from))));

    assertEquals(3, bounds.size());
    Map<String, String> worker = read(BASE);
    bounds.forEach((key, value) -> assertEquals(value, worker.get(key), key.toString()));
  }

  private static boolean isSecurity(String key) {
    return key.matches("((producer|consumer)\\.)?(security|sasl|ssl)\\..*");
  }

  @Test
  void shouldSayOfAStandaloneWorkerWhatIsSaidOfADistributedOne() throws IOException {
    Map<String, String> base = read(BASE);
    Map<String, String> standalone = read("connect-standalone.properties");
    assertEquals("file", standalone.remove("config.providers").replace("env,", ""));
    assertTrue(standalone.remove("offset.storage.file.filename").startsWith("/var/lib/sluice/"));

    standalone.forEach((key, value) -> assertEquals(base.get(key), value, key));
  }

  @Test
  void shouldCollectFromAListInTheConfigurationAsFromOneInEtcd() {
    Map<String, String> inline = ConnectorConfigs.read("file-tail-source-inline.json");
    Map<String, String> etcd = ConnectorConfigs.read(ConnectorConfigs.SOURCE);
    inline.remove("collect.list");
    etcd.keySet().removeIf(key -> key.matches("collect\\.keys|etcd\\..*|transaction\\..*"));

    assertEquals(etcd, inline);
  }

  @Test
  void shouldConsumeAlikeInAllSinks() {
    Map<String, String> logs = ConnectorConfigs.read(ConnectorConfigs.SINK);
    Map<String, String> json = ConnectorConfigs.read("elasticsearch-sink-json.json");
    Map<String, String> lines = ConnectorConfigs.read("elasticsearch-sink-lines.json");
    json.keySet().removeIf(key -> key.matches("errors\\..*|behavior\\..*"));
    assertEquals("lines", lines.remove("value.framing"));
    assertEquals("100", lines.put("consumer.override.max.poll.records", "2000"));

    for (Map<String, String> each : List.of(logs, json, lines)) {
      each.keySet().removeAll(Set.of("topics.regex", "index"));
      assertEquals(logs, each);
    }
  }

  private static String sharedPart(String file) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    int start = text.indexOf(SHARED_PART);
    assertTrue(start > 0, file + " does not have the line " + SHARED_PART);
    return text.substring(start);
  }

  private static Map<String, String> read(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(FOLDER.resolve(file))));
    Map<String, String> read = new TreeMap<>();
    properties.forEach((key, value) -> read.put((String) key, (String) value));
    return read;
  }

  /** Keys that stand on several lines, of which only the last would count. */
  private static Set<String> repeated(String file) throws IOException {
    Set<String> seen = new TreeSet<>();
    Set<String> repeated = new TreeSet<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve(file)));
    lines.removeIf(line -> line.startsWith("#") || line.isBlank());
    for (String line : lines) {
      String key = line.substring(0, line.indexOf('='));
      if (!seen.add(key)) {
        repeated.add(key);
      }
    }
    return repeated;
  }
}
