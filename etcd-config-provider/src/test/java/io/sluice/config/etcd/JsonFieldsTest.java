package io.sluice.config.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.config.etcd.JsonFields.NotAnObjectException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

  @Test
  void shouldKeepNumbersAsWrittenAndNestedJsonCompact() throws Exception {
    assertEquals(
        Map.of(
            "s", "a \"b\"", "n", "1.10", "b", "true", "o", "{\"x\":[1.10,{\"y\":2}]}", "l", "[]"),
        JsonFields.of(
            """
            {"s": "a \\"b\\"", "n": 1.10, "b": true, "z": null,
             "o": {"x": [1.10, {"y": 2}]}, "l": []}"""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain s3cret",
        "[1]",
        "\"s3cret\"",
        "{\"a\":s3cret}",
        "{\"a\":1",
        "{} s3cret",
        "{\"s3cret\":1,\"s3cret\":2}"
      })
  void shouldRefuseWhatIsNoObjectWithoutQuotingIt(String text) {
    NotAnObjectException e = assertThrows(NotAnObjectException.class, () -> JsonFields.of(text));
    assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
  }
}
