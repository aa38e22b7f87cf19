package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.localstack.LocalStack;
import io.sluice.localstack.client.EtcdKv;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An etcd for the tests of one class, which do to it what they would not do to a shared one. */
final class OwnEtcd implements AutoCloseable {

  private final Path folder;
  private final LocalStack stack;

  OwnEtcd(String name) {
    this.folder = Path.of("target", name);
    LocalStack.delete(folder);
    this.stack = LocalStack.in(folder).parts(Part.ETCD).start();
  }

  URI endpoint() {
    return stack.etcd().endpoint();
  }

  EtcdKv kv() {
    return new EtcdKv(endpoint());
  }

  /** To be closed by the test, with all its subscriptions. */
  EtcdClient client(Duration timeout) {
    return client(endpoint(), timeout);
  }

  /** A client that reaches this etcd through a link. */
  static EtcdClient client(Link link, Duration timeout) {
    return client(link.endpoint(), timeout);
  }

  private static EtcdClient client(URI endpoint, Duration timeout) {
    return EtcdClient.acquire(
        new EtcdSettings(List.of(endpoint), Optional.empty(), Optional.empty(), timeout));
  }

  void kill() {
    stack.etcd().kill();
  }

  void start() {
    stack.etcd().start();
  }

  void startIfKilled() {
    if (!stack.etcd().isRunning()) {
      start();
    }
  }

  /** Forgets everything, while it is killed. */
  void deleteData() {
    LocalStack.delete(folder);
  }

  /** Keeps its connections open and answers nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    for (RunFile server : RunFile.in(folder)) {
      String pid = Long.toString(server.session().leader());
      assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor());
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
