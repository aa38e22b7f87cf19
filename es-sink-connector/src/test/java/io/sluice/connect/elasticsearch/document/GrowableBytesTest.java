package io.sluice.connect.elasticsearch.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowableBytesTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 1234567890123L, Long.MAX_VALUE})
  void shouldWriteDecimals(long number) {
    GrowableBytes bytes = new GrowableBytes(1);
    bytes.write('+');
    bytes.writeDecimal(number);
    assertEquals("+" + number, text(bytes));
  }

  @Test
  void shouldGrowAndTruncate() {
    GrowableBytes bytes = new GrowableBytes(1);
    bytes.write("hello world".getBytes(StandardCharsets.UTF_8));
    bytes.truncate(5);
    bytes.write('!');
    assertEquals("hello!", text(bytes));
  }

  private static String text(GrowableBytes bytes) {
    return new String(bytes.array(), 0, bytes.size(), StandardCharsets.UTF_8);
  }
}
