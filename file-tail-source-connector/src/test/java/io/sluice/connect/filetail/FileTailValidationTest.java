package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTailValidationTest {

  private static final String LIST = "[{\"path\":\"/var/log/a.log\",\"topic\":\"a\"}]";

  @Test
  void shouldAcceptAListInTheConfiguration() {
    assertEquals(Map.of(), errors(Map.of("collect.list", LIST)));
  }

  @Test
  void shouldAskForOneOfListAndKeys() {
    for (Map<String, String> options :
        List.of(
            Map.<String, String>of(),
            Map.of("collect.list", LIST, "collect.keys", "/a", "etcd.endpoints", "http://h:1"))) {
      Map<String, List<String>> errors = errors(options);

      assertEquals(List.of("collect.keys", "collect.list"), List.copyOf(errors.keySet()));
      assertTrue(errors.get("collect.keys").get(0).contains("exactly one"));
    }
  }

  @Test
  void shouldReportEveryProblemAtItsOption() {
    Map<String, String> options = new HashMap<>();
    options.put("collect.list", "[{\"path\":\"/etc/shadow\",\"topic\":\"__a\"}]");
    options.put("record.key", "file");
    options.put("max.line.bytes", "3");
    options.put("record.format", "json");

    Map<String, List<String>> errors = errors(options);

    assertEquals(
        List.of("collect.list", "max.line.bytes", "record.format", "record.key"),
        List.copyOf(errors.keySet()));
    assertEquals(2, errors.get("collect.list").size(), errors.toString());
    assertTrue(errors.get("record.format").get(0).contains("ByteArrayConverter"));
  }

  @Test
  void shouldReportEtcdOptionsUnderTheirPrefix() {
    Map<String, List<String>> errors =
        errors(
            Map.of("collect.keys", "/a", "etcd.endpoints", "ftp://h:1", "etcd.user", "somebody"));

    assertEquals(List.of("etcd.endpoints", "etcd.password"), List.copyOf(errors.keySet()));
  }

  @Test
  void shouldSayWithinTheTimeLimitThatEtcdCannotBeReached() {
    Map<String, List<String>> errors =
        errors(
            Map.of(
                "collect.keys", "/a",
                "etcd.endpoints", "http://127.0.0.1:1",
                "etcd.timeout.ms", "300"));

    assertEquals(List.of("etcd.endpoints"), List.copyOf(errors.keySet()));
    assertTrue(errors.get("etcd.endpoints").get(0).contains("127.0.0.1:1"), errors.toString());
  }

  @Test
  void shouldTakeReadyBytesWithAConverterThatLeavesThemAlone() {
    assertEquals(
        Map.of(),
        errors(
            Map.of(
                "collect.list",
                LIST,
                "record.format",
                "line",
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter")));
  }

  @ParameterizedTest
  @CsvSource({
    "/sluice/, agent.key status.key",
    "/, agent.key status.key",
    "/sluice/status/h/logs, status.key",
    "/sluice/agents/h/logs, agent.key"
  })
  void shouldRefuseAKeyToWriteToThatWouldBeReadAsACollectList(String keys, String refused) {
    Map<String, List<String>> errors = errors(withKeys(keys));

    assertEquals(refused, String.join(" ", new TreeSet<>(errors.keySet())));
    errors.forEach(
        (option, messages) -> {
          String key = option.equals("status.key") ? "status" : "agents";
          assertTrue(messages.get(0).contains("/sluice/" + key + "/h/logs"), errors.toString());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sluice/status", "/sluice/status/h/log", "/collect/"})
  void shouldTakeAStatusKeyBesideTheCollectLists(String keys) {
    assertEquals(
        List.of("etcd.endpoints"), List.copyOf(errors(withKeys(keys)).keySet()), "away, no more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a,", "/a,,/b", ","})
  void shouldRefuseAnEmptyKey(String keys) {
    Map<String, List<String>> errors = errors(withKeys(keys));

    assertEquals(List.of("collect.keys"), List.copyOf(errors.keySet()));
    assertEquals(1, errors.get("collect.keys").size(), errors.toString());
    assertTrue(errors.get("collect.keys").get(0).contains("is empty"), errors.toString());
  }

  @Test
  void shouldRefuseAFolderThatIsNoPath() {
    assertEquals(
        List.of("allowed.paths"),
        List.copyOf(
            errors(Map.of("collect.list", LIST, "allowed.paths", "/var\u0000/log")).keySet()));
  }

  @Test
  void shouldSayAtItsOptionThatThisHostCannotBeFound() {
    Map<String, String> keys = withKeys("/collect/{ip}/");
    Map<String, String> host = withKeys("/collect/");
    host.put("host", "{hostname}");

    for (Map.Entry<String, Map<String, String>> options :
        Map.of("collect.keys", keys, "host", host).entrySet()) {
      Map<String, List<String>> errors =
          errors(new FileTailValidation(options.getValue(), new UnknownHost()));

      assertEquals(Map.of(options.getKey(), List.of("unknown here")), errors);
    }
    assertEquals(
        Map.of("host", List.of("unknown here")),
        errors(new FileTailValidation(Map.of("collect.list", LIST), new UnknownHost())));
  }

  @Test
  void shouldCheckTheFormatOfEachEntryAgainstTheConverter() {
    String entry = LIST.replace("}", ",\"format\":\"line\"}");

    Map<String, List<String>> errors = errors(Map.of("collect.list", entry));

    assertEquals(List.of("collect.list"), List.copyOf(errors.keySet()));
    assertTrue(errors.get("collect.list").get(0).contains("/0/format"), errors.toString());
  }

  @Test
  void shouldRefuseStructsForAConverterOfBytes() {
    Map<String, List<String>> errors =
        errors(
            Map.of(
                "collect.list",
                LIST,
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter"));

    assertEquals(List.of("record.format"), List.copyOf(errors.keySet()));
    assertTrue(errors.get("record.format").get(0).contains("'ecs'"), errors.toString());
  }

  private static Map<String, String> withKeys(String keys) {
    Map<String, String> options = new HashMap<>();
    options.put("name", "logs");
    options.put("host", "h");
    options.put("collect.keys", keys);
    options.put("etcd.endpoints", "http://127.0.0.1:1");
    options.put("etcd.timeout.ms", "200");
    return options;
  }

  private static final class UnknownHost implements LocalHost {

    @Override
    public String name() {
      throw new ConnectException("unknown here");
    }

    @Override
    public String address(List<URI> etcd) {
      throw new ConnectException("unknown here");
    }
  }

  private static Map<String, List<String>> errors(Map<String, String> options) {
    return errors(new FileTailValidation(options));
  }

  private static Map<String, List<String>> errors(FileTailValidation validation) {
    Map<String, List<String>> errors = new TreeMap<>();
    validation
        .run()
        .configValues()
        .forEach(
            value -> {
              if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
              }
            });
    return errors;
  }
}
