package io.sluice.connect.elasticsearch.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.Settings;
import io.sluice.connect.elasticsearch.StubElasticsearch;
import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateInstallerTest {

  private static final String READ = "GET /_index_template";
  private static final String READ_LEGACY = "GET /_template";
  private static final String PUT = "PUT /_index_template/sluice-logs-all-default";

  private StubElasticsearch server;

  @BeforeEach
  void startServer() throws IOException {
    server = new StubElasticsearch();
    templates("other-*");
    server.on(READ_LEGACY, 200, "{}");
    server.on(PUT, 200, "{\"acknowledged\":true}");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldInstallOneForAllNamesOfTheOptionWhereNoneMatches() throws Exception {
    install("logs-{topic}-default", CreateMode.DATA_STREAM, "logs-web-default");
    assertEquals(List.of(READ, PUT), server.requests());
    String body = server.lastBody();
    assertTrue(body.contains("\"index_patterns\":[\"logs-*-default\"]"), body);
    assertTrue(body.contains("\"data_stream\":{"), body);
    assertTrue(body.contains("strings_as_keywords"), body);
  }

  @Test
  void shouldInstallItInTheWordsOfItsFileWhichOlderServersReadToo() throws Exception {
    install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default");
    String body = server.lastBody();
    assertTrue(body.contains("\"match_mapping_type\":\"string\""), body);
  }

  @Test
  void shouldInstallOneForIndicesToo() throws Exception {
    install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default");
    assertFalse(server.lastBody().contains("data_stream"), server.lastBody());
  }

  @Test
  void shouldLeaveAloneWhatMatches() throws Exception {
    templates("logs-*-*");
    install("logs-{topic}-default", CreateMode.DATA_STREAM, "logs-web-default");
    assertEquals(List.of(READ), server.requests());
  }

  @Test
  void shouldLeaveAloneALegacyTemplateThatMatches() throws Exception {
    legacyTemplates("logs-*");
    install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default");
    assertEquals(List.of(READ, READ_LEGACY), server.requests());
  }

  @Test
  void shouldNotMindALegacyTemplateOfOtherIndicesNorForADataStream() throws Exception {
    legacyTemplates("metrics-*");
    install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default");
    assertEquals(List.of(READ, READ_LEGACY, PUT), server.requests());
    legacyTemplates("logs-*");
    install("logs-{topic}-default", CreateMode.DATA_STREAM, "logs-web-default");
    assertEquals(List.of(READ, READ_LEGACY, PUT, READ, PUT), server.requests());
  }

  private void legacyTemplates(String pattern) {
    server.on(
        READ_LEGACY,
        200,
        "{\"a\":{\"index_patterns\":[\"a\"]},\"old\":{\"order\":0,\"index_patterns\":[\""
            + pattern
            + "\"]}}");
  }

  @Test
  void shouldNeverMatchAllNamesThereAre() throws Exception {
    server.on("PUT /_index_template/sluice-web", 200, "{\"acknowledged\":true}");
    install("{topic}", CreateMode.INDEX, "web");
    assertTrue(server.lastBody().contains("\"index_patterns\":[\"web\"]"), server.lastBody());
  }

  @Test
  void shouldMatchATargetOfItsOwn() throws Exception {
    server.on("PUT /_index_template/sluice-web", 200, "{\"acknowledged\":true}");
    install("logs-{topic}-default", CreateMode.INDEX, "web");
    assertEquals("PUT /_index_template/sluice-web", server.requests().get(2));
  }

  @Test
  void shouldSayWhatIsInItsWay() {
    server.refusing(PUT, 400, "illegal_argument_exception", "same priority [150]");
    assertTrue(unusable().contains("same priority [150]. Install one by yourself"), unusable());
    server.on(
        PUT,
        400,
        "{\"error\":{\"type\":\"illegal_argument_exception\",\"reason\":\"invalid\",\"caused_by\":{\"type\":\"x\",\"reason\":\"no such field\"}},\"status\":400}");
    assertTrue(unusable().contains("invalid: no such field. Install"), unusable());
    server.refusing("GET /logs-web-default", 404, "index_not_found_exception", "no such index");
    server.refusing(PUT, 403, "security_exception", "unauthorized");
    assertTrue(unusable().contains("manage_index_templates"), unusable());
    server.refusing(READ, 403, "security_exception", "unauthorized");
    assertTrue(unusable().contains("manage_index_templates"), unusable());
  }

  @Test
  void shouldNeedNoPrivilegeForATargetThatIsThere() throws Exception {
    server.refusing(READ, 403, "security_exception", "unauthorized");
    server.on("GET /logs-web-default", 200, "{\"logs-web-default\":{\"aliases\":{}}}");
    install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default");
    assertEquals(List.of(READ, "GET /logs-web-default"), server.requests());
  }

  @Test
  void shouldNotTakeACallThatFailsForATargetThatIsNotThere() {
    server.refusing(READ, 403, "security_exception", "unauthorized");
    server.on("GET /logs-web-default", 502, "");
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () -> install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default"));
    assertInstanceOf(IOException.class, failure.getCause());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 503})
  void shouldNotTakeAClusterThatIsNotReadyForATargetThatIsNotThere(int status) {
    server.refusing(READ, 403, "security_exception", "unauthorized");
    server.refusing("GET /logs-web-default", status, "cluster_block_exception", "not yet");
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () -> install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default"));
    assertFalse(failure.getCause() instanceof UnusableTargetException, failure.toString());
  }

  private String unusable() {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () -> install("logs-{topic}-default", CreateMode.INDEX, "logs-web-default"));
    return assertInstanceOf(UnusableTargetException.class, failure.getCause()).getMessage();
  }

  private void templates(String pattern) {
    server.on(
        READ,
        200,
        "{\"index_templates\":[{\"name\":\"x\",\"index_template\":{\"index_patterns\":[\""
            + pattern
            + "\"],\"composed_of\":[],\"priority\":1}}]}");
  }

  private void install(String index, CreateMode mode, String target) throws Exception {
    try (ElasticsearchConnection connection =
        new ElasticsearchConnection(Settings.of(server.url(), Map.of()), "test")) {
      new TemplateInstaller(connection.client(), index, mode)
          .install(target)
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }
}
