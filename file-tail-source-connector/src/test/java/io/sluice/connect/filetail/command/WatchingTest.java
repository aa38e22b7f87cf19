package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A status that is shown again with each change. */
@Timeout(30)
class WatchingTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  @Test
  void shouldEndOnceNobodyReadsWhatChanges() {
    shell.web();
    shell.nobodyReads = true;

    assertEquals(Exit.DONE, shell.run("status", "--watch"));
    assertEquals(0, etcd.followers());
  }

  @Test
  void shouldGoOnShowingWhatChangesUntilItIsInterrupted() throws Exception {
    CollectAgent agent = shell.web();
    Thread watching = new Thread(() -> shell.run("status", "--watch"), "watching");
    watching.start();
    while (etcd.followers() == 0) {
      Thread.onSpinWait();
    }
    etcd.put("/collect/web-1/redis", "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}");
    shell.answer(agent, List.of("/var/log"));
    while (!shell.said().contains("/var/log/redis.log")) {
      Thread.onSpinWait();
    }
    watching.interrupt();
    watching.join();

    assertEquals(2, shell.said().split("logs on web-1: APPLIED").length - 1);
    assertEquals(0, etcd.followers());
  }

  @Test
  void shouldTellOfWhatIsForeignWhileItWatches() throws Exception {
    CollectAgent agent = shell.web();
    Thread watching =
        new Thread(() -> shell.run("status", "--watch", "--host", "10.0.0.7"), "watching");
    watching.start();
    while (etcd.followers() == 0) {
      Thread.onSpinWait();
    }
    etcd.put("/sluice/agents/web-2/logs", "hello");
    etcd.put(
        "/sluice/agents/web-3/logs",
        "{\"host\":\"web-3\",\"address\":\"10.0.0.7\",\"connector\":\"logs\"}");
    etcd.put("/collect/web-1/redis", "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}");
    shell.answer(agent, List.of("/var/log"));
    while (!shell.said().contains("/var/log/redis.log")) {
      Thread.onSpinWait();
    }
    watching.interrupt();
    watching.join();

    List<String> remarks = shell.remarked().lines().toList();
    assertEquals(2, remarks.size(), shell.remarked());
    assertTrue(remarks.get(0).startsWith("etcd key /sluice/agents/web-2/logs is no registration"));
    assertTrue(remarks.get(1).startsWith("Several hosts are registered with the address 10.0.0.7"));
  }
}
