package io.sluice.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ConnectRest;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.KafkaTopics;
import io.sluice.localstack.distribution.ConnectorConfigs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sends real log files through the running stack and shows them arrive, step by step. Each step is
 * checked as it is shown: a step that does not do what it says ends the demo with an error.
 */
public final class Demo implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String ROW = "     %-13s %9s  %-18s %9s  %-31s %9s";
  private static final int ORDERS = 200;

  private final DemoStack stack;
  private final Narrator narrator;
  private final ConnectRest connect;
  private final EtcdKv etcd;
  private final ElasticsearchRest elasticsearch;
  private final KafkaTopics topics;
  private final String prefix;

  public Demo(DemoStack stack, Narrator narrator) {
    this.stack = stack;
    this.narrator = narrator;
    this.connect = new ConnectRest(stack.connect());
    this.etcd = new EtcdKv(stack.etcd());
    this.elasticsearch = new ElasticsearchRest(stack.elasticsearch());
    this.topics = new KafkaTopics(stack.kafka());
    this.prefix = "/collect/" + hostName() + "/";
  }

  /** Runs all steps. */
  public void run() {
    List<Journey> journeys =
        stack.logs().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(log -> new Journey(log.getKey(), log.getValue()))
            .toList();
    putIndexTemplate();
    putCollectList(journeys);
    submitConnectors(journeys.size());
    showArrival(journeys);
    addPath();
    search();
  }

  private void putIndexTemplate() {
    step("An index template, so that each topic becomes a data stream of ECS documents");
    elasticsearch.putIndexTemplate(
        "sluice-logs", ConnectorConfigs.text(ConnectorConfigs.INDEX_TEMPLATE));
    detail("connect-configs/" + ConnectorConfigs.INDEX_TEMPLATE + " is now sluice-logs");
  }

  private void putCollectList(List<Journey> journeys) {
    step("A collect list in etcd: the servers' own logs, which grow as they run");
    for (Journey journey : journeys) {
      put(journey);
    }
  }

  private void put(Journey journey) {
    etcd.put(prefix + journey.name(), journey.entry());
    detail(prefix + journey.name() + "  " + journey.entry());
  }

  private void submitConnectors(int files) {
    step("Two connectors over Connect's REST API, as they are in connect-configs/, except:");
    try {
      Files.createDirectories(stack.ownFiles());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + stack.ownFiles(), e);
    }
    submit(
        ConnectorConfigs.SOURCE,
        Map.of(
            "etcd.endpoints", stack.etcd().toString(),
            "allowed.paths",
                stack.logFolders().stream().map(Path::toString).collect(Collectors.joining(","))));
    submit(ConnectorConfigs.SINK, Map.of("connection.url", stack.elasticsearch().toString()));
    awaitTasks(ConnectorConfigs.SOURCE, files);
    awaitTasks(ConnectorConfigs.SINK, 1);
  }

  private void submit(String file, Map<String, String> changes) {
    Map<String, String> config = ConnectorConfigs.read(file);
    changes.forEach(
        (option, value) -> {
          if (!value.equals(config.put(option, value))) {
            detail(option + " = " + value);
          }
        });
    connect.put(ConnectorConfigs.name(file), config);
  }

  private void awaitTasks(String file, int atLeast) {
    String name = ConnectorConfigs.name(file);
    narrator.passing("     " + name + " starts …");
    int tasks = connect.awaitRunningAtLeast(name, atLeast, LIMIT).tasks().size();
    detail(name + " runs, tasks: " + tasks);
  }

  private void showArrival(List<Journey> journeys) {
    step("Lines become records, records become documents");
    Map<Journey, Long> expected =
        journeys.stream().collect(Collectors.toMap(journey -> journey, Journey::lines));
    await("the lines of " + expected.keySet().size() + " files to be indexed", expected);
    narrator.line(ROW.formatted("LOG", "LINES", "TOPIC", "RECORDS", "DATA STREAM", "DOCUMENTS"));
    for (Journey journey : journeys) {
      show(journey);
    }
  }

  private void await(String description, Map<Journey, Long> expected) {
    Await.until(
        description,
        LIMIT,
        () -> {
          boolean arrived = true;
          Journey.Count sum = new Journey.Count(0, 0, 0);
          for (Map.Entry<Journey, Long> each : expected.entrySet()) {
            Journey.Count count = each.getKey().count(topics, elasticsearch);
            arrived &= count.hasArrived(each.getValue());
            sum = Journey.Count.sum(sum, count);
          }
          narrator.passing(
              "     lines %d → records %d → documents %d"
                  .formatted(sum.lines(), sum.records(), sum.documents()));
          return arrived;
        });
  }

  private void show(Journey journey) {
    Journey.Count count = journey.count(topics, elasticsearch);
    narrator.line(
        ROW.formatted(
            journey.name(),
            count.lines(),
            journey.topic(),
            count.records(),
            journey.dataStream(),
            count.documents()));
    if (count.documents() > count.records() || count.records() > count.lines()) {
      throw new IllegalStateException(
          "More arrived than was written to " + journey.file() + ": " + count);
    }
  }

  private void addPath() {
    step("One more file, while everything runs: nothing but a put into etcd");
    Journey shop = new Journey("shop", stack.ownFiles().resolve("shop.log"));
    long before = elasticsearch.count(shop.dataStream());
    append(shop.file(), "order 0 placed");
    long start = System.nanoTime();
    put(shop);
    Await.until(
        "a document of " + shop.file(),
        LIMIT,
        () -> {
          narrator.passing("     waiting for its first document …");
          return elasticsearch.count(shop.dataStream()) > before;
        });
    detail(
        "its first document was found after %.1f s".formatted((System.nanoTime() - start) / 1e9));
    for (int i = 1; i <= ORDERS; i++) {
      append(shop.file(), "order " + i + " placed");
    }
    await("the lines of " + shop.file(), Map.of(shop, shop.lines()));
    show(shop);
    long documents = elasticsearch.count(shop.dataStream());
    if (documents != shop.lines()) {
      throw new IllegalStateException(
          shop.lines() + " lines were written, and " + documents + " documents came of them");
    }
    detail("each of its lines is one document, no more and no less");
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + file, e);
    }
  }

  private void search() {
    step("A search: what the worker says it follows");
    JsonNode hits =
        elasticsearch
            .search(
                "logs-log.worker-default",
                """
                {"size": 3, "sort": [{"log.offset": "desc"}],
                 "query": {"match": {"message": "following"}}}
                """)
            .at("/hits/hits");
    if (hits.isEmpty()) {
      throw new IllegalStateException("The search found nothing of the worker's log");
    }
    for (JsonNode hit : hits) {
      String message = hit.at("/_source/message").asText();
      detail(message.length() > 120 ? message.substring(0, 120) + "…" : message);
    }
  }

  /** The three commands with which a user goes on. */
  public List<String> nextCommands(Path etcdctl) {
    Journey mine = new Journey("mine", stack.ownFiles().resolve("mine.log"));
    URI search =
        stack.elasticsearch().resolve("/" + mine.dataStream() + "/_search?q=message:hello&pretty");
    return List.of(
        "%s --endpoints=%s put %smine '%s'".formatted(etcdctl, stack.etcd(), prefix, mine.entry()),
        "echo \"hello from $(uname -n)\" >> " + mine.file(),
        "curl -s '" + search + "'");
  }

  private void step(String text) {
    narrator.line("");
    narrator.line("▸ " + text);
  }

  private void detail(String text) {
    narrator.line("     " + text);
  }

  /** As the connector has it for {@code {hostname}}. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell this host's name", e);
    }
  }

  @Override
  public void close() {
    topics.close();
  }
}
