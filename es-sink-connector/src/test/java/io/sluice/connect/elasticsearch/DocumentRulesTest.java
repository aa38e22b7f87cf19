package io.sluice.connect.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options about documents go together. */
class DocumentRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "| CREATE",
        "document.id=key | INDEX",
        "document.id=field:/a | INDEX",
        "document.id=generated | INDEX",
        "document.id=key create=data-stream | CREATE",
        "document.id=generated create=data-stream | CREATE",
        "write.method=index | INDEX",
        "document.id=key write.method=create | CREATE",
        "document.id=key write.method=upsert | UPSERT",
      })
  void shouldChooseTheWriteMethodThatFits(String options, WriteMethod expected) {
    assertEquals(
        expected,
        new ElasticsearchSinkConfig(properties(options == null ? "" : options))
            .operations()
            .method());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.version=offset document.id=key",
        "document.version=timestamp document.id=field:/a",
        "document.version=header:v write.method=index",
        "behavior.on.null.values=delete document.id=key",
        "behavior.on.null.values=delete document.id=key write.method=upsert routing={key}",
        "behavior.on.null.values=delete document.id=key index={topic}-{header:x}",
        "value.framing=lines document.id=field:/a write.method=upsert",
        "value.framing=lines create=data-stream",
        "value.framing=lines document.id=generated pipeline={field:/p}",
        "document.metadata=topic,key,header:x document.metadata.field=meta",
      })
  void shouldAcceptWhatGoesTogether(String options) {
    assertDoesNotThrow(() -> new ElasticsearchSinkConfig(properties(options)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "write.method=index create=data-stream | write.method: index is not possible with create=data-stream",
        "write.method=upsert create=data-stream | write.method: upsert is not possible with create=data-stream",
        "write.method=upsert document.id=generated | write.method: upsert needs an id that comes again",
        "write.method=upsert document.id=key pipeline=p | pipeline: Elasticsearch does not send updates through a pipeline",
        "document.version=offset | document.version: document.version=offset needs write.method=index, and it is create, which follows from",
        "document.version=timestamp document.id=key write.method=upsert | document.version: document.version=timestamp needs write.method=index, and it is upsert. Set",
        "document.version=offset document.id=generated | document.version: document.version=offset compares documents of one id",
        "document.version=header:v write.method=index value.framing=lines | document.version: document.version=header:v is the same for all lines",
        "value.framing=lines document.id=key | document.id: key is the same for all lines",
        "behavior.on.null.values=delete | behavior.on.null.values: delete needs document.id=key: with document.id=offset",
        "behavior.on.null.values=delete document.id=field:/a | delete needs document.id=key: with document.id=field:/a",
        "behavior.on.null.values=delete document.id=generated | delete needs document.id=key: with document.id=generated",
        "behavior.on.null.values=delete document.id=key create=data-stream | delete is not possible with create=data-stream",
        "behavior.on.null.values=delete document.id=key index={field:/i} | delete cannot find the document by index={field:/i}",
        "behavior.on.null.values=delete document.id=key index=a-{timestamp:yyyy} | delete cannot find the document by index=a-{timestamp:yyyy}",
        "behavior.on.null.values=delete document.id=key routing={field:/r} | delete cannot find the document by routing={field:/r}",
        "document.id=fields:/a | document.id: 'fields:/a' must be one of offset, key, field:/<json pointer> and generated",
        "document.id=field:a | document.id: 'a' is not a JSON pointer",
        "document.version=header: | document.version: 'header:' must be one of",
        "write.method=insert | write.method: 'insert' must be one of create, index, upsert",
        "routing={keys} | routing: placeholder {keys} is not supported",
        "pipeline= | pipeline: must not be empty",
        "document.metadata=topics | document.metadata: entry 'topics' must be one of",
        "document.metadata.field= | document.metadata.field: must not be empty",
      })
  void shouldSayWhatDoesNotGoTogetherAndWhatToDo(String options, String expected) {
    String message =
        assertThrows(ConfigException.class, () -> new ElasticsearchSinkConfig(properties(options)))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static Map<String, String> properties(String options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("connection.url", "http://localhost:9200");
    properties.put("topics", "t");
    for (String option : options.split(" ")) {
      if (!option.isEmpty()) {
        int equals = option.indexOf('=');
        properties.put(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    return properties;
  }
}
