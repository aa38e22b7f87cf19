package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedPrefixesTest {

  @ParameterizedTest
  @CsvSource({
    "/app, /app, true",
    "/app, /app/db, true",
    "/app, /app/, true",
    "/app, /apple, false",
    "/app, /ap, false",
    "/app, /, false",
    "/app/, /app/db, true",
    "/app/, /app/, true",
    "/app/, /app, false",
    "/, /anything, true",
  })
  void shouldAllowAKeyAndWhatIsBelowIt(String allowed, String key, boolean expected) {
    assertEquals(expected, new AllowedPrefixes(List.of(allowed)).allows(EtcdRange.of(key)));
  }
}
