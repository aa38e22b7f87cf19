package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          app.log                              | ''
          app.log.1                            | ''
          app.log.tmp                          | ''
          app.log173482347012.tmp              | ''
          notes.tmp                            | ''
          app.log.1.tmp                        | app.log
          x-json.log.2.gz.tmp                  | x-json.log
          app.2026-11-21.log173482347012.tmp   | app.log
          app.2026-11-21.log.gz173482347012.tmp| app.log
          app-1.log173482347012.tmp            | app.log
          0.log.20261122-120000.tmp            | 0.log
          app-20261122.log.gz.tmp              | app.log
          app-0001.log.tmp                     | ''
          app-2026-11-22.log.tmp               | ''
          app-1.log2.tmp                       | ''
          """)
  void shouldKnowWhatIsCompressedUnderATemporaryName(String name, String log) {
    Set<String> logs = RotatedNames.compressing(name);
    assertEquals(!log.isEmpty(), logs.contains(log), logs::toString);
    assertEquals(log.isEmpty(), logs.isEmpty(), logs::toString);
  }

  @Test
  void shouldRelateToALogWhatIsCompressedOfIt() {
    RotatedNames names = new RotatedNames("app.log");
    assertTrue(names.areRelated(Path.of("/logs/app.2026-11-21.log173482347012.tmp")));
    assertTrue(names.areRelated(Path.of("/logs/app.log.2026-11-21.0173482347012.tmp")));
    assertFalse(names.areRelated(Path.of("/logs/app-x.2026-11-21.log173482347012.tmp")));
    assertFalse(names.areRelated(Path.of("/logs/app.tmp")));
  }
}
