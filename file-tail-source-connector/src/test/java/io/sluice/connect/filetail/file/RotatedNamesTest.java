package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatedNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          app.log              | ''
          app.log.1            | app.log NUMBERED
          app.log.12.gz        | app.log NUMBERED
          app.log.old          | app.log NUMBERED
          app.log-20261121     | app.log DATED
          app.log.1732147200   | app.log DATED
          app.log.2026-11-21   | app.log DATED, app.log.2026 UNCERTAIN, app.log.2026-11 UNCERTAIN
          app-1.log            | app.log UNCERTAIN
          app-20261121.log.gz  | app.log UNCERTAIN
          web-1.log.2          | web-1.log NUMBERED
          worker-1             | worker UNCERTAIN
          syslog.1             | syslog NUMBERED
          """)
  void shouldKnowWhatANameMayHaveComeOf(String name, String bases) {
    assertEquals(
        bases,
        RotatedNames.bases(name).stream()
            .map(base -> base.name() + " " + base.kind())
            .collect(Collectors.joining(", ")));
  }
}
