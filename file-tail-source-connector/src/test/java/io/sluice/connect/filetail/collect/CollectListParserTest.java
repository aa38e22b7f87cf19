package io.sluice.connect.filetail.collect;

import static io.sluice.connect.filetail.collect.CollectLists.entries;
import static io.sluice.connect.filetail.collect.CollectLists.parse;
import static io.sluice.connect.filetail.collect.CollectLists.parser;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.file.StartPosition;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.record.RecordFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of lists that are good. */
class CollectListParserTest {

  private final CollectListParser parser = parser("/var/log", "/srv/app");

  @Test
  void shouldReadAListAndSingleEntriesOfSeveralKeysInTheOrderOfPaths() throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put(
        "key /list",
        """
        [{"path": "/var/log/nginx/access.log", "topic": "web_log"},
         {"path": "/srv/app/a.log", "topic": "app"}]
        """);
    sources.put("key /collect/redis", "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}");

    List<CollectEntry> entries = parser.parse(sources);

    assertEquals(
        List.of("/srv/app/a.log", "/var/log/nginx/access.log", "/var/log/redis.log"),
        entries.stream().map(CollectEntry::path).toList());
    assertEquals(
        List.of("app", "web_log", "redis"), entries.stream().map(CollectEntry::topic).toList());
  }

  @Test
  void shouldReadEveryField() throws Exception {
    List<CollectEntry> entries =
        parse(
            parser,
            """
            [{"path": "/var/log/a*.log", "exclude": ["*.tmp", "/var/log/a/**"], "topic": "a",
              "start": "end", "format": "line", "encoding": "GBK",
              "multiline": {"pattern": "^\\\\s", "negate": true, "match": "before", "max_lines": 7,
                            "timeout_ms": 80},
              "fields": {"service": {"name": "shop", "nodes": ["a", "b"]}, "tier": 1,
                         "share": 0.5, "live": true}}]
            """);

    assertEquals(
        List.of(
            new CollectEntry(
                "/var/log/a*.log",
                List.of("*.tmp", "/var/log/a/**"),
                "a",
                Optional.of(StartPosition.END),
                Optional.of(RecordFormat.LINE),
                Charset.forName("GBK"),
                Optional.of(
                    new Multiline("^\\s", true, Multiline.Match.BEFORE, 7, Duration.ofMillis(80))),
                Map.of(
                    "service",
                    Map.of("name", "shop", "nodes", List.of("a", "b")),
                    "tier",
                    1L,
                    "share",
                    0.5,
                    "live",
                    true))),
        entries);
  }

  @Test
  void shouldReadAgainWhatItWrites() throws Exception {
    List<CollectEntry> entries =
        parse(
            parser,
            """
            [{"path": "/var/log/**/a.log", "exclude": ["/var/log/x/*"], "topic": "a",
              "start": "end", "format": "line", "encoding": "GBK", "fields": {"service": {"name": "shop"}, "tier": 1},
              "multiline": {"pattern": "^ "}},
             {"path": "/var/log/b.log", "topic": "b"}]
            """);

    assertEquals(entries, parse(parser, CollectListParser.write(entries)));
    assertEquals(StandardCharsets.UTF_8, entries.get(1).encoding());
  }

  @Test
  void shouldTakeAnEmptyListAndNoKeyAtAll() throws Exception {
    assertEquals(List.of(), parse(parser, "[]"));
    assertEquals(List.of(), parser.parse(Map.of()));
  }
}
