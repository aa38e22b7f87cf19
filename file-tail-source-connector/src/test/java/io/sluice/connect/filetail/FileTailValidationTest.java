package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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

  private static Map<String, List<String>> errors(Map<String, String> options) {
    Map<String, List<String>> errors = new TreeMap<>();
    new FileTailValidation(options)
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
