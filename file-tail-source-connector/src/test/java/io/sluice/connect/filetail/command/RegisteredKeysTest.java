package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Anybody may register with any key, and must neither stop others by that nor cost them much. */
@Timeout(30)
class RegisteredKeysTest {

  private static final String REDIS = "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}";

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  private void register(String more) {
    shell.connector("web-2", "logs", "/list", more);
    shell.connector("web-1", "logs", "/list");
    etcd.put("/list", "[" + Shell.NGINX + "]");
  }

  @Test
  void shouldWriteWhereAnotherListOfAFollowerMayNotBeRead() {
    register("/secret");
    etcd.forbidden.add("/secret");

    assertEquals(Exit.NO_ANSWER, shell.run("add", "--timeout", "0", "--key", "/list", REDIS));
    assertTrue(
        shell.remarked().startsWith("Not all is checked: etcd key /secret, named in collect_keys"),
        shell.remarked());
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
  }

  @Test
  void shouldNotReadAllOfEtcdBecauseSomebodyHasRegisteredWithIt() {
    register("/");
    etcd.crowded.put("/", 5_001L);

    assertEquals(Exit.NO_ANSWER, shell.run("add", "--timeout", "0", "--key", "/list", REDIS));
    assertTrue(
        shell
            .remarked()
            .startsWith(
                "Not all is checked: etcd key /, named in collect_keys, cannot be read: it holds"
                    + " 5001 keys"),
        shell.remarked());
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
    assertEquals(Exit.FAILED, shell.run("list"));
    assertTrue(shell.remarked().contains("it holds 5001 keys"), shell.remarked());
  }

  @Test
  void shouldCheckWhatIsRegisteredWithAPrefixOfFewKeys() {
    register("/few/");
    etcd.put("/few/a", REDIS);

    assertEquals(Exit.BAD_LIST, shell.run("add", "--timeout", "0", "--key", "/list", REDIS));
    assertFalse(shell.remarked().contains("Not all is checked"), shell.remarked());
  }
}
