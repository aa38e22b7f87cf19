package io.sluice.localstack.demo;

import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One log file on its way: the file, its topic and its data stream, and how many lines are where.
 */
record Journey(String name, Path file) {

  /** Lines in the file, records in the topic, documents in the data stream. */
  record Count(long lines, long records, long documents) {

    static Count sum(Count one, Count other) {
      return new Count(
          one.lines + other.lines, one.records + other.records, one.documents + other.documents);
    }

    boolean hasArrived(long expected) {
      return records >= expected && documents >= expected;
    }
  }

  String topic() {
    return "log." + name;
  }

  String dataStream() {
    return "logs-" + topic() + "-default";
  }

  String entry() {
    return "{\"path\": \"" + file + "\", \"topic\": \"" + topic() + "\"}";
  }

  /**
   * Counted from the end to the beginning, so that what is on its way is never counted too early.
   */
  Count count(KafkaTopics topics, ElasticsearchRest elasticsearch) {
    long documents = elasticsearch.count(dataStream());
    long records = topics.names().contains(topic()) ? topics.records(topic()).size() : 0;
    return new Count(lines(), records, documents);
  }

  long lines() {
    long lines = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return lines;
  }
}
