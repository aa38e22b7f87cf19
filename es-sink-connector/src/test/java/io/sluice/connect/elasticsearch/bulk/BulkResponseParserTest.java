package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkResponseParserTest {

  @Test
  void shouldCountItemsAndKeepFailures() throws IOException {
    BulkResponse response =
        BulkResponseParser.parseItems(
            200,
            stream(
                "{\"errors\":true,\"took\":7,\"extra\":{\"a\":[1,{}]},\"items\":["
                    + "{\"create\":{\"_index\":\"i\",\"_shards\":{\"total\":2},\"status\":201}},"
                    + "{\"create\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"no\","
                    + "\"caused_by\":{\"type\":\"deep\",\"reason\":\"why\",\"caused_by\":{\"type\":\"deeper\"}}}}},"
                    + "{\"create\":{\"status\":201}}]}"));
    assertEquals(3, response.items());
    assertEquals(1, response.failures().size());
    ItemFailure failure = response.failures().get(0);
    assertEquals(1, failure.position());
    assertEquals(400, failure.status());
    assertEquals("document_parsing_exception", failure.error().type());
    assertEquals("no (deep: why (deeper))", failure.error().reason());
  }

  @Test
  void shouldTellAnAnswerWithoutItems() throws IOException {
    assertEquals(-1, BulkResponseParser.parseItems(200, stream("{\"took\":1}")).items());
    assertEquals(0, BulkResponseParser.parseItems(200, stream("{\"items\":[]}")).items());
  }

  @Test
  void shouldTakeAnItemWithoutStatusForAFailure() throws IOException {
    BulkResponse response =
        BulkResponseParser.parseItems(200, stream("{\"items\":[{\"create\":{}}]}"));
    assertEquals(0, response.failures().get(0).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"items\":[{\"create\":{\"status\":201}}",
        "{\"items\":{}}",
        "{\"items\":[1]}",
        "{\"items\":[{}]}"
      })
  void shouldRefuseWhatIsNoBulkAnswer(String body) {
    assertThrows(IOException.class, () -> BulkResponseParser.parseItems(200, stream(body)));
  }

  @Test
  void shouldReadTheErrorOfAWholeRequest() {
    ErrorCause error =
        BulkResponseParser.parseError(
            stream(
                "{\"error\":{\"root_cause\":[{\"type\":\"x\"}],\"type\":\"y\",\"reason\":\"r\"},\"status\":400}"));
    assertEquals(new ErrorCause("y", "r"), error);
    assertEquals(
        new ErrorCause(null, "plain"),
        BulkResponseParser.parseError(stream("{\"error\":\"plain\"}")));
    assertEquals(ErrorCause.UNKNOWN, BulkResponseParser.parseError(stream("<html>")));
  }

  @Test
  void shouldCutLongReasons() {
    assertTrue(new ErrorCause("t", "x".repeat(5000)).reason().length() < 1100);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
