package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.command.Command;
import io.sluice.localstack.distribution.PrometheusDistribution;
import io.sluice.localstack.distribution.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules and their unit tests, by the promtool that Prometheus comes with. */
class AlertRulesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path FOLDER = SourceTree.file("monitoring/prometheus");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)#(\\S+)");

  @Test
  void shouldBeAConfigurationThatPrometheusTakes() {
    promtool("check", "config", "prometheus.yml");
  }

  @Test
  void shouldPassTheUnitTests() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    tests().forEach(test -> arguments.add(test.toString()));
    promtool(arguments.toArray(String[]::new));
  }

  @Test
  void shouldHaveAUnitTestInWhichItFires() throws IOException {
    Set<String> fire = new TreeSet<>();
    for (Path test : tests()) {
      fire.addAll(all(Pattern.compile("alertname=\"(\\w+)\""), Files.readString(test)));
    }

    assertEquals(all(ALERT, alerts()), fire);
  }

  @Test
  void shouldLeadToASectionThatSaysWhatToDo() throws IOException {
    Set<String> sections = new TreeSet<>();
    for (Matcher link = RUNBOOK.matcher(alerts()); link.find(); ) {
      Set<String> headings =
          all(Pattern.compile("(?m)^#+ (.+)$"), Files.readString(SourceTree.file(link.group(1))));
      headings.stream()
          .filter(heading -> heading.toLowerCase(Locale.ROOT).equals(link.group(2)))
          .forEach(sections::add);
    }

    assertEquals(all(ALERT, alerts()), sections);
  }

  private static String alerts() throws IOException {
    return Files.readString(FOLDER.resolve("alerts.yml"));
  }

  private static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("tests"))) {
      return files.sorted().toList();
    }
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void promtool(String... arguments) {
    List<String> words = new ArrayList<>(List.of(PrometheusDistribution.promtool().toString()));
    words.addAll(List.of(arguments));
    Command.of(words).in(FOLDER).run(LIMIT).orThrow();
  }
}
