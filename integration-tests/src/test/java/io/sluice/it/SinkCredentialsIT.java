package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.client.ElasticsearchRest;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.client.HttpStatusException;
import io.sluice.localstack.client.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passwords that are changed while a task runs are taken up by it when it gets a 401. */
class SinkCredentialsIT {

  private final String topic = SharedStack.uniqueName("app");

  @Test
  void shouldTakeAPasswordThatWasChangedInEtcdWithoutARestart() throws Exception {
    EtcdKv etcd = SharedStack.etcd();
    String key = "/connect/" + topic + "/password";
    assertTaken("in-etcd", "${etcd:" + key + "}", password -> etcd.put(key, password));
  }

  @Test
  void shouldTakeAPasswordThatWasChangedInAFileWithoutARestart() throws Exception {
    // Of the stack's folder, which is what its worker lets FileConfigProvider read.
    Path file = SharedStack.get().connect().logFile().getParent().resolve(topic).toAbsolutePath();
    assertTaken(
        "in-file",
        "${file:" + file + ":es.password}",
        password -> Files.writeString(file, "es.password=" + password + "\n"));
  }

  private void assertTaken(String user, String reference, Secret secret) throws Exception {
    secret.write("first-secret");
    try (KafkaTopics topics = SharedStack.topics();
        Sink sink = SecuredElasticsearch.sink(topic, user, reference)) {
      topics.create(topic, 1);
      topics.sendValues(topic, List.of("{\"n\":1}"));
      sink.start().awaitCount(1);

      changePassword(user);
      topics.sendValues(topic, List.of("{\"n\":2}", "{\"n\":3}"));
      sink.awaitSaid("status 401");
      secret.write("second-secret");
      long begin = System.nanoTime();
      sink.awaitCount(3);
      System.out.printf(
          "SinkCredentialsIT: %d ms from the change of the password of user %s to the documents%n",
          (System.nanoTime() - begin) / 1_000_000, user);
      assertEquals(1, sink.timesSaid("Sink task finished initialization and start"));
      sink.awaitSaid("The credentials were read again and are others by now");
      String log = workerLog();
      assertFalse(log.contains("first-secret") || log.contains("second-secret"));
    }
  }

  private static void changePassword(String user) {
    SecuredElasticsearch.get()
        .tool("elasticsearch-users", "passwd", user, "-p", "second-secret")
        .orThrow();
    ElasticsearchRest before = SecuredElasticsearch.rest(user, "first-secret");
    Await.until("the old password to be refused", Sink.LIMIT, () -> isRefused(before));
  }

  private static boolean isRefused(ElasticsearchRest rest) {
    try {
      rest.request("GET", "/_security/_authenticate", null);
      return false;
    } catch (HttpStatusException e) {
      return e.status() == 401;
    }
  }

  private static String workerLog() throws IOException {
    return Files.readString(SharedStack.get().connect().logFile());
  }

  /** Where the password is kept. */
  private interface Secret {
    void write(String password) throws IOException;
  }
}
