package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list that is put where it stands already: nothing is written, and what became of it counts. */
@Timeout(30)
class UnchangedListTest {

  private static final String LIST = "[{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}]";

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;
  private final CollectAgent agent = shell.connector("web-1", "logs", "/list");

  private int put(String text, String... options) {
    shell.input = text + "\n";
    String[] words = new String[options.length + 4];
    System.arraycopy(new String[] {"put", "--host", "web-1", "-"}, 0, words, 0, 4);
    System.arraycopy(options, 0, words, 4, options.length);
    return shell.run(words);
  }

  @Test
  void shouldWriteNothingAndSayThatItIsApplied() {
    etcd.put("/list", LIST);
    shell.answer(agent, List.of("/var/log"));

    assertEquals(Exit.DONE, put(LIST));
    assertEquals(0, etcd.writes);
    assertTrue(shell.said().contains("/list holds just that already; nothing was written"));
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
  }

  /** Or a script that is run again would take a list for good that is not read. */
  @Test
  void shouldSayEachTimeThatTheConnectorHasRefusedIt() {
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    for (int time = 0; time < 2; time++) {
      assertEquals(Exit.BAD_LIST, put(LIST));
      assertTrue(shell.said().contains("FAILED at logs on web-1"), shell.said());
      assertTrue(shell.said().contains("etcd key /list line 1 column"), shell.said());
    }
    assertEquals(1, etcd.writes);
    assertFalse(shell.remarked().contains("To go back"), shell.remarked());
  }

  @Test
  void shouldSayThatTheConnectorHasNotLookedAtIt() {
    shell.answer(agent, List.of("/var/log"));
    etcd.put("/list", LIST);

    assertEquals(Exit.NO_ANSWER, put(LIST, "--timeout", "0"));
    assertTrue(shell.said().contains("No answer from logs on web-1"), shell.said());
    assertEquals(Exit.DONE, put(LIST, "--no-wait"));
    assertEquals(Exit.DONE, put(LIST, "--dry-run"));
  }

  /** As where somebody has written it with etcdctl. */
  @Test
  void shouldSayThatItIsBad() {
    etcd.put("/list", "[{}]");

    assertEquals(Exit.BAD_LIST, put("[{}]", "--no-wait"));
    assertTrue(shell.said().contains("'path' is missing"), shell.said());
  }
}
