package io.sluice.connect.elasticsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.sluice.connect.elasticsearch.Settings;
import io.sluice.connect.elasticsearch.StubElasticsearch;
import io.sluice.connect.elasticsearch.client.ConnectionSettings;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetEnsurerTest {

  private static final String INDEX = "{\"x\":{\"aliases\":{},\"mappings\":{},\"settings\":{}}}";
  private static final String BACKING_INDEX =
      "{\".ds-x-1\":{\"aliases\":{},\"mappings\":{},\"settings\":{},\"data_stream\":\"x\"}}";

  private StubElasticsearch server;
  private WriteMethod method = WriteMethod.CREATE;

  @BeforeEach
  void startServer() throws IOException {
    server = new StubElasticsearch();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldLeaveWhatIsThere() throws Exception {
    server.on("GET /x", 200, INDEX);
    ensure(CreateMode.INDEX);
    ensure(CreateMode.NONE);
    server.on("GET /x", 200, BACKING_INDEX);
    ensure(CreateMode.INDEX);
    ensure(CreateMode.DATA_STREAM);
    assertEquals(List.of("GET /x", "GET /x", "GET /x", "GET /x"), server.requests());
  }

  @Test
  void shouldAcceptAnAliasThatWritesToOneIndex() throws Exception {
    for (String indices :
        List.of(
            aliased("a", "{}"),
            aliased("a", "{\"is_write_index\":true}"),
            aliased("a", "{}") + "," + aliased("b", "{\"is_write_index\":true}"),
            aliased("a", "{\"is_write_index\":false}")
                + ","
                + aliased("b", "{\"is_write_index\":true}"))) {
      server.on("GET /x", 200, "{" + indices + "}");
      ensure(CreateMode.INDEX);
      ensure(CreateMode.NONE);
    }
  }

  @Test
  void shouldRefuseAnAliasThatWritesToNoIndex() {
    for (String indices :
        List.of(
            aliased("b", "{\"is_write_index\":false}"),
            aliased("b", "{}") + "," + aliased("a", "{}"),
            aliased("a", "{\"is_write_index\":false}") + "," + aliased("b", "{}"))) {
      server.on("GET /x", 200, "{" + indices + "}");
      for (CreateMode mode : List.of(CreateMode.INDEX, CreateMode.NONE)) {
        String message = unusable(mode);
        assertTrue(message.contains("without a write index"), message);
        assertTrue(message.contains("{\"index\":\"b\",\"alias\":\"x\""), message);
      }
    }
  }

  @Test
  void shouldNotMindOtherAliasesOfAnIndex() throws Exception {
    server.on(
        "GET /x",
        200,
        "{\"x\":{\"aliases\":{\"y\":{\"is_write_index\":false}},\"mappings\":{},\"settings\":{}}}");
    ensure(CreateMode.INDEX);
  }

  @Test
  void shouldCreateAMissingIndex() throws Exception {
    missing()
        .on("PUT /x", 200, "{\"acknowledged\":true,\"shards_acknowledged\":true,\"index\":\"x\"}");
    ensure(CreateMode.INDEX);
    assertEquals(List.of("GET /x", "PUT /x"), server.requests());
  }

  @Test
  void shouldNotMindThatAnotherTaskWasQuicker() throws Exception {
    missing().refusing("PUT /x", 400, "resource_already_exists_exception", "it is there");
    ensure(CreateMode.INDEX);
  }

  @Test
  void shouldSayWhyAnIndexCannotBeCreated() {
    missing().refusing("PUT /x", 400, "illegal_argument_exception", "matches a template");
    String message = unusable(CreateMode.INDEX);
    assertTrue(message.contains("matches a template") && message.contains("data-stream"), message);
  }

  @Test
  void shouldRefuseAMissingTargetThatItMustNotCreate() {
    missing();
    assertTrue(unusable(CreateMode.NONE).contains("create=none"));
    assertEquals(List.of("GET /x"), server.requests());
  }

  @Test
  void shouldRefuseAnIndexWhereADataStreamIsWanted() {
    server.on("GET /x", 200, INDEX);
    assertTrue(unusable(CreateMode.DATA_STREAM).contains("not a data stream"));
  }

  @Test
  void shouldRefuseADataStreamForDocumentsThatReplaceOthers() throws Exception {
    server.on("GET /x", 200, BACKING_INDEX);
    for (CreateMode mode : List.of(CreateMode.INDEX, CreateMode.NONE)) {
      method = WriteMethod.UPSERT;
      String message = unusable(mode);
      assertTrue(message.contains("x is a data stream") && message.contains("upsert"), message);
      method = WriteMethod.CREATE;
      ensure(mode);
    }
  }

  @Test
  void shouldLeaveADataStreamToItsTemplate() throws Exception {
    missing().on("GET /_index_template", 200, templates(template("t", "x*", 5, true)));
    ensure(CreateMode.DATA_STREAM);
  }

  @Test
  void shouldReadTheTemplatesOfOlderServers() throws Exception {
    // As 8.7 writes it: without composed_of.
    missing()
        .on(
            "GET /_index_template",
            200,
            templates(template("t", "x", 5, true).replace("\"composed_of\":[],", "")));
    ensure(CreateMode.DATA_STREAM);
  }

  @Test
  void shouldNameTheTemplateThatADataStreamLacks() {
    missing().on("GET /_index_template", 200, templates(template("other", "y*", 5, true)));
    String message = unusable(CreateMode.DATA_STREAM);
    assertTrue(message.contains("PUT _index_template/x"), message);
  }

  @Test
  void shouldGoByTheTemplateOfHighestPriority() {
    missing()
        .on(
            "GET /_index_template",
            200,
            templates(template("low", "*", 1, true), template("high", "*x", 9, false)));
    String message = unusable(CreateMode.DATA_STREAM);
    assertTrue(message.contains("index template high"), message);
  }

  @Test
  void shouldNameThePrivilegeToReadTemplates() {
    missing().refusing("GET /_index_template", 403, "security_exception", "action is unauthorized");
    String message = unusable(CreateMode.DATA_STREAM);
    assertTrue(message.contains("manage_index_templates"), message);
    assertTrue(message.contains("PUT _data_stream/x"), message);
    assertTrue(message.contains("action is unauthorized"), message);
  }

  @Test
  void shouldPassOnThatTemplatesCannotBeReadYet() {
    missing().refusing("GET /_index_template", 503, "es_rejected_execution_exception", "later");
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> ensure(CreateMode.DATA_STREAM));
    // Which the client has no class of its own for: an outage to whoever asked.
    assertInstanceOf(IOException.class, failure.getCause());
  }

  @Test
  void shouldPassOnWhatElasticsearchRefuses() {
    server.refusing("GET /x", 403, "security_exception", "no");
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> ensure(CreateMode.INDEX));
    ElasticsearchException refusal =
        assertInstanceOf(ElasticsearchException.class, failure.getCause());
    assertEquals(403, refusal.status());
    assertEquals("security_exception", refusal.error().type());
  }

  @Test
  void shouldPassOnThatNobodyAnswers() {
    server.close();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> ensure(CreateMode.INDEX));
    assertInstanceOf(IOException.class, failure.getCause());
  }

  private StubElasticsearch missing() {
    return server.refusing("GET /x", 404, "index_not_found_exception", "no such index [x]");
  }

  private String unusable(CreateMode mode) {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> ensure(mode));
    return assertInstanceOf(UnusableTargetException.class, failure.getCause()).getMessage();
  }

  private void ensure(CreateMode mode) throws Exception {
    ConnectionSettings settings = Settings.of(server.url(), Map.of());
    try (ElasticsearchConnection connection = new ElasticsearchConnection(settings, "test")) {
      new TargetEnsurer(connection.client(), mode, method)
          .ensure("x")
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static String aliased(String index, String alias) {
    return "\"" + index + "\":{\"aliases\":{\"x\":" + alias + "},\"mappings\":{},\"settings\":{}}";
  }

  private static String templates(String... templates) {
    return "{\"index_templates\":[" + String.join(",", templates) + "]}";
  }

  private static String template(String name, String pattern, int priority, boolean dataStream) {
    return "{\"name\":\""
        + name
        + "\",\"index_template\":{\"index_patterns\":[\""
        + pattern
        + "\"],\"composed_of\":[],\"priority\":"
        + priority
        + (dataStream ? ",\"data_stream\":{\"hidden\":false,\"allow_custom_routing\":false}" : "")
        + "}}";
  }
}
