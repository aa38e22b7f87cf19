package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which host a command is about, whatever hosts say of themselves. */
@Timeout(30)
class HostChoiceTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  /** Roles give each host its own key, whatever it writes there. */
  @Test
  void shouldLetNoHostPoseAsAnother() {
    etcd.put("/sluice/agents/web-2/logs", Shell.agent("web-1", "logs", "/collect/web-2/").toJson());
    etcd.put(
        "/sluice/agents/web-2/web-1/logs",
        Shell.agent("web-1", "logs", "/collect/web-2/").toJson());

    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1"));
    assertTrue(
        shell
            .remarked()
            .startsWith(
                "etcd key /sluice/agents/web-2/logs is no registration of its own: it names the"
                    + " connector logs on web-1, whose key would be /sluice/agents/web-1/logs"),
        shell.remarked());
    assertTrue(shell.remarked().contains("(known: none)"), shell.remarked());
  }

  @Test
  void shouldKnowAHostWhereOnlyItsOwnKeysMayBeRead() {
    shell.web();
    String agents = "/sluice/agents/web-1/";
    String statuses = "/sluice/status/web-1/";

    assertEquals(Exit.DONE, shell.run("status", "--agents", agents, "--statuses", statuses));
    assertEquals("", shell.remarked());
  }

  /** That a prefix of one's own ends in the name of a host is known only where the host is. */
  @Test
  void shouldKnowAHostUnderAPrefixOfOnesOwn() {
    String own = "/ours/web-1/";
    etcd.put(own + "logs", Shell.agent("web-1", "logs", "/list").toJson());
    etcd.put(own + "web-2/logs", Shell.agent("web-2", "logs", "/list").toJson());

    shell.run("status", "--agents", own, "--host", "web-1");
    assertTrue(shell.said().startsWith("logs on web-1"), shell.said());
    assertFalse(shell.said().contains("web-2"), shell.said());

    shell.run("status", "--agents", own);
    assertTrue(
        shell.remarked().contains(own + "logs is no registration of its own"), shell.remarked());
  }

  @Test
  void shouldLookAtOneHostWhereNoOtherMayBeRead() {
    shell.web();
    etcd.forbidden.addAll(List.of("/sluice/agents/", "/sluice/status/"));

    assertEquals(Exit.DONE, shell.run("status", "--host", "web-1"));
    assertEquals(Exit.DONE, shell.run("list", "--host", "web-1"));
    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1"));
    assertEquals(Exit.FAILED, shell.run("status"));
    assertTrue(shell.remarked().contains("names it with --host"), shell.remarked());
    etcd.forbidden.add("/sluice/agents/web-1/");
    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1"));
    assertTrue(
        shell.remarked().contains("read /sluice/agents/web-1/: permission"), shell.remarked());
  }

  /** Of what a host writes only its name is bound by its key. */
  @Test
  void shouldNotChooseBetweenHostsThatClaimOneAddress() {
    shell.web();
    shell.connector("web-2", "logs", "/collect/web-2/");
    String several = "Several hosts are registered with the address 10.0.0.7: web-1, web-2. ";

    for (List<String> command :
        List.of(
            List.of("get", "--host", "10.0.0.7"),
            List.of("add", "--host", "10.0.0.7", Shell.NGINX),
            List.of("get", "--host", "10.0.0.7", "--key", "/logagent/{ip}/list"),
            List.of("get", "--host", "web-1", "--key", "/logagent/{ip}/list"))) {
      assertEquals(Exit.FAILED, shell.run(command.toArray(String[]::new)));
      assertTrue(shell.remarked().contains(several), shell.remarked());
    }
    assertEquals(0, etcd.writes);
    shell.run("status", "--host", "10.0.0.7");
    assertTrue(shell.said().contains("logs on web-2"), shell.said());
    assertTrue(shell.remarked().contains(several), shell.remarked());
    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1"));
  }

  @Test
  void shouldNotTakeForAnAddressWhatIsAName() {
    String posing =
        "{\"host\":\"web-2\",\"address\":\"%s\",\"connector\":\"%s\","
            + "\"collect_keys\":[\"/collect/web-2/\"]}";
    etcd.put("/sluice/agents/web-2/a", posing.formatted("web-1", "a"));
    etcd.put("/sluice/agents/web-2/b", posing.formatted("10.0.0.9", "b"));
    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1"));
    assertTrue(shell.remarked().contains("is registered for web-1"), shell.remarked());

    shell.connector("10.0.0.9", "logs", "/collect/10.0.0.9/");
    etcd.put("/collect/10.0.0.9/nginx", Shell.NGINX);
    assertEquals(Exit.DONE, shell.run("get", "--host", "10.0.0.9"));
    assertEquals("# /collect/10.0.0.9/nginx, revision 5\n" + Shell.NGINX + "\n", shell.said());
  }
}
