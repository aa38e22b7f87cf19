package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.client.ElasticsearchConnection;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With answers as Elasticsearch 8.19 gives them. */
class PrivilegeCheckTest {

  private final Map<String, String> properties = new HashMap<>();
  private StubElasticsearch server;

  @BeforeEach
  void startServer() throws IOException {
    server =
        new StubElasticsearch()
            .refusing("GET /_cluster/health", 403, "security_exception", "no")
            .on("HEAD /there", 200, "");
    properties.put("connection.url", server.url());
    properties.put("topics", "there,new");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldAcceptTheLeastPrivileges() {
    hold("false", index("there", "create_doc", "view_index_metadata"), index("new", ALL));
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldLookOnlyForTargetsThatItMayNotCreate() {
    hold("false", index("there", "create_doc", "view_index_metadata"), index("new", ALL));
    assertEquals(Map.of(), errors());
    assertEquals(
        List.of("GET /_cluster/health", "POST /_security/user/_has_privileges", "HEAD /there"),
        server.requests());
  }

  @Test
  void shouldLeaveToTheTaskWhatItIsNotTold() {
    hold("false", index("there", ALL), index("new", "create_doc", "view_index_metadata"));
    for (int status : new int[] {400, 403, 503}) {
      server.on("HEAD /new", status, "");
      assertEquals(Map.of(), errors());
    }
  }

  @Test
  void shouldAskNothingMoreWhenTheTimeIsUp() throws IOException {
    hold("false", index("there", "create_doc", "view_index_metadata"));
    PrivilegeCheck check =
        new PrivilegeCheck(
            List.of(new TargetOptions.Known("there", "index")),
            CreateMode.INDEX,
            OperationSettings.DEFAULT,
            false);
    try (ElasticsearchConnection connection =
        new ElasticsearchConnection(Settings.of(server.url(), Map.of()), "test")) {
      Iterator<Boolean> once = List.of(true, false).iterator();
      assertEquals(List.of(), check.run(connection.restClient(), once::next));
      assertEquals(List.of("POST /_security/user/_has_privileges"), server.requests());
      assertEquals(List.of(), check.run(connection.restClient(), () -> false));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void shouldNameEachMissingPrivilegeAtTheOptionThatNamesTheIndex() {
    hold("false", index("other", "view_index_metadata"), index("new"));
    properties.put("topic.to.index", "there:other");
    Map<String, String> errors = errors();
    assertEquals(
        "User writer lacks the privilege create_doc, to write to other with create=index. Give it to its role or API key.",
        errors.get("topic.to.index"));
    assertTrue(
        errors.get("index").contains("view_index_metadata and create_doc, to write to new"),
        errors.toString());
  }

  @ParameterizedTest
  @CsvSource({"index", "upsert"})
  void shouldWantToOverwriteWhereThatIsTheWriteMethod(String method) {
    properties.put("topics", "there");
    properties.put("document.id", "key");
    properties.put("write.method", method);
    hold("false", index("there", "create_doc", "view_index_metadata", "delete"));
    assertTrue(
        errors().get("index").contains("the privilege index (for write.method=" + method + "),"),
        errors().toString());
    assertAskedTo("index");
    hold("false", index("there", "index", "view_index_metadata"));
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldWantToDeleteWhereRecordsWithoutAValueDo() {
    properties.put("topics", "there");
    properties.put("document.id", "key");
    properties.put("behavior.on.null.values", "delete");
    hold("false", index("there", "view_index_metadata"));
    assertTrue(
        errors()
            .get("index")
            .contains(
                "index (for write.method=index) and delete (for behavior.on.null.values=delete),"),
        errors().toString());
    assertAskedTo("index", "delete");
    hold("false", index("there", "index", "delete", "view_index_metadata"));
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldWantToCreateWhatIsNotThere() {
    hold(
        "false",
        index("there", "create_doc", "view_index_metadata"),
        index("new", "create_doc", "view_index_metadata", "auto_configure"));
    assertTrue(errors().get("index").contains("create_index, to write to new"), "PUT of an index");
    properties.put("create", "none");
    assertEquals(Map.of(), errors());
    properties.put("create", "data-stream");
    String message = errors().get("index");
    assertTrue(message.contains("manage_index_templates (of the cluster"), message);
    hold(
        "true",
        index("there", "create_doc", "view_index_metadata"),
        index("new", "create_doc", "view_index_metadata", "auto_configure"));
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldWantToInstallATemplateWhereThatIsAskedFor() {
    properties.put("template.install", "logs-ecs");
    hold("false", index("there", ALL), index("new", ALL));
    assertTrue(errors().get("template.install").contains("manage_index_templates"));
    hold("true", index("there", ALL), index("new", ALL));
    assertEquals(Map.of(), errors());
    properties.put("create", "none");
    assertTrue(errors().get("template.install").contains("create=none"));
  }

  @Test
  void shouldNotWantToInstallATemplateForWhatIsThere() {
    properties.put("template.install", "logs-ecs");
    hold("false", index("there", ALL), index("new", ALL));
    server.on("HEAD /new", 200, "");
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldWantToInstallATemplateWhateverTheIndicesAre() {
    properties.put("template.install", "logs-ecs");
    properties.put("index", "logs-{field:/app}");
    hold("false");
    assertEquals(Set.of("template.install"), errors().keySet());
    assertEquals("{\"cluster\":[\"manage_index_templates\"]}", server.lastBody());
    hold("true");
    assertEquals(Map.of(), errors());
  }

  @Test
  void shouldNotAskForIndicesThatAreNotKnownBeforehand() {
    properties.put("transforms", "route");
    assertEquals(Map.of(), errors());
    assertEquals(List.of("GET /_cluster/health"), server.requests());
  }

  @Test
  void shouldNotAskForIndicesThatDependOnTheRecord() {
    properties.put("index", "{topic}-{timestamp:yyyy.MM.dd}");
    assertEquals(Map.of(), errors());
    assertEquals(List.of("GET /_cluster/health"), server.requests());
    properties.put("topic.to.index", "there:other");
    hold("false", index("other", "view_index_metadata"));
    assertEquals(Set.of("topic.to.index"), errors().keySet(), "it has one whatever the record");
  }

  @Test
  void shouldAcceptAClusterWithoutSecurity() {
    String path = "POST /_security/user/_has_privileges";
    for (int status : new int[] {400, 404, 405}) {
      server.on(path, status, "{\"error\":\"no handler found\",\"status\":" + status + "}");
      assertEquals(Map.of(), errors());
    }
  }

  private static final String[] ALL = {
    "create_doc", "index", "delete", "view_index_metadata", "create_index", "auto_configure"
  };

  private void hold(String templates, String... indices) {
    server.on(
        "POST /_security/user/_has_privileges",
        200,
        "{\"username\":\"writer\",\"has_all_requested\":false,\"cluster\":{\"manage_index_templates\":"
            + templates
            + "},\"index\":{"
            + String.join(",", indices)
            + "},\"application\":{}}");
  }

  /** Elasticsearch answers for the privileges that it is asked about, the stub for all. */
  private void assertAskedTo(String... writes) {
    String asked = server.lastBody();
    for (String privilege : List.of("create_doc", "index", "delete")) {
      assertEquals(
          List.of(writes).contains(privilege),
          asked.replaceAll(".*\"privileges\":", "").contains('"' + privilege + '"'),
          privilege + " in " + asked);
    }
  }

  private static String index(String name, String... held) {
    List<String> all = List.of(held);
    return "\""
        + name
        + "\":"
        + List.of(ALL).stream()
            .map(privilege -> "\"" + privilege + "\":" + all.contains(privilege))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private Map<String, String> errors() {
    return new ElasticsearchSinkConnector()
        .validate(properties).configValues().stream()
            .filter(option -> !option.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(
                    ConfigValue::name, option -> String.join(" ", option.errorMessages())));
  }
}
