package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.collect.CollectAgent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** list, get and status: what they print. */
@Timeout(30)
class ShowingTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  @Test
  void shouldShowEachConnectorWithItsPaths() {
    shell.web();
    assertEquals(Exit.DONE, shell.run("status"));

    assertEquals(
        """
        logs on web-1: APPLIED, revision 3; 2 tasks, version 1, at 10.0.0.7
          TASK  STATE  FILES  POSITION  LAG  TOPIC  PATH
             0  quiet               17    0  web    /var/log/nginx.log
        """,
        shell.said());
  }

  @Test
  void shouldShowWhatIsWrongAndWhatStaysInEffect() {
    CollectAgent agent = shell.web();
    etcd.put("/collect/web-1/typo", "{\"path\":\"/etc/shadow\",\"topic\":\"x\"}");
    shell.answer(agent, List.of("/var/log"));

    assertEquals(Exit.BAD_LIST, shell.run("status", "--host", "web-1"));
    assertTrue(
        shell.said().contains("logs on web-1: FAILED, revision 5; the list of revision 2 stays"),
        shell.said());
    assertTrue(
        shell.said().contains("  etcd key /collect/web-1/typo line 1 column 9 at /path: "),
        shell.said());
  }

  @Test
  void shouldShowAConnectorThatHasLeftAStatusAndIsGone() {
    CollectAgent gone = Shell.agent("old-1", "logs", "/list");
    shell.answer(gone, List.of("/"));
    shell.web();

    assertEquals(Exit.NO_ANSWER, shell.run("status"));
    assertTrue(
        shell.said().startsWith("logs on old-1: APPLIED, revision 1; not registered"),
        shell.said());
    assertEquals(Exit.DONE, shell.run("status", "--host", "web-1"));
    assertFalse(shell.said().contains("old-1"), shell.said());
  }

  @Test
  void shouldFindAStatusThatIsWrittenElsewhere() {
    CollectAgent agent =
        new CollectAgent(
            "web-1",
            "10.0.0.7",
            "1",
            "logs",
            1,
            List.of("/list"),
            "/elsewhere",
            null,
            null,
            null,
            null);
    etcd.put("/sluice/agents/web-1/logs", agent.toJson());
    shell.answer(agent, List.of("/"));

    assertEquals(Exit.DONE, shell.run("status"));
    assertTrue(shell.said().contains("APPLIED, revision 2; 1 task, "), shell.said());
  }

  @Test
  void shouldSayWhereItHasLookedInVain() {
    assertEquals(Exit.FAILED, shell.run("status", "--host", "web-9"));
    assertTrue(shell.remarked().contains("on web-9 is registered under"), shell.remarked());
  }

  @Test
  void shouldTellScriptsThatThereIsNobody() {
    assertEquals(Exit.FAILED, shell.run("status", "--host", "web-9", "--json"));
    assertEquals("[]\n", shell.said());
    assertTrue(shell.remarked().contains("on web-9 is registered under"), shell.remarked());
  }

  @Test
  void shouldNameAConnectorThatIsGoneWhicheverStatusesAreRead() {
    CollectAgent gone = Shell.agent("old-1", "logs", "/list");
    shell.answer(gone, List.of("/"));
    etcd.put("/mine/old-1/logs", etcd.get(gone.statusKey()));

    for (String statuses :
        List.of("/sluice/status/", "/sluice/status/old-1/", "/mine/", "/mine/old-1/")) {
      assertEquals(
          Exit.NO_ANSWER, shell.run("status", "--host", "old-1", "--statuses", statuses), statuses);
      assertTrue(shell.said().startsWith("logs on old-1: APPLIED"), shell.said());
    }
    assertEquals(Exit.USAGE, shell.run("status", "--statuses", "/sluice/status/old-"));
  }

  @Test
  void shouldShowTheStatusToScripts() throws Exception {
    shell.web();
    shell.run("status", "--json");

    JsonNode shown = new ObjectMapper().readTree(shell.said());
    assertEquals("web-1", shown.at("/0/host").asText());
    assertEquals("APPLIED", shown.at("/0/status/state").asText());
    assertEquals(17, shown.at("/0/status/paths/0/position").asInt());
    assertEquals("/collect/web-1/", shown.at("/0/agent/collect_keys/0").asText());
  }

  @Test
  void shouldUseColoursOnATerminalOnly() {
    shell.web();
    shell.run("status");
    assertFalse(shell.said().contains("\033"), shell.said());

    shell.terminal = true;
    shell.run("status");
    assertTrue(shell.said().contains("\033[32m"), shell.said());
  }

  /** Whoever can write a list must not be able to write on somebody's terminal. */
  @Test
  void shouldNotLetAListSteerTheTerminal() {
    CollectAgent agent = shell.connector("web-1", "logs", "/list");
    etcd.put("/list", "[{\"path\":\"/var/log/\\u001b[2Ja\",\"topic\":\"t\"}]");
    shell.answer(agent, List.of("/"));
    shell.run("status");

    assertFalse(shell.said().contains("\033"), shell.said());
    assertTrue(shell.said().contains("/var/log/\uFFFD[2Ja"), shell.said());

    etcd.put("/list", "[ \033[2J ]");
    shell.terminal = true;
    shell.run("get", "--key", "/list");
    assertEquals("[ \uFFFD[2J ]\n", shell.said());
  }

  /** Nor be taken for what it is not: with a line of its own, or read from the right. */
  @Test
  void shouldNotLetAConnectorWriteTheLineOfAnother() {
    for (String name : List.of("logs\nlogs on web-2: APPLIED", "logs\u2028logs", "logs\u202Egol")) {
      CollectAgent agent = shell.connector("web-1", name, "/list");
      etcd.put("/list", "[]");
      shell.answer(agent, List.of("/"));
      shell.run("status");

      assertEquals(1, shell.said().lines().count(), shell.said());
      assertTrue(shell.said().startsWith("logs\uFFFD"), shell.said());
      etcd.delete("/sluice/agents/web-1/" + name);
      etcd.delete(agent.statusKey());
    }
  }

  @Test
  void shouldListTheKeysOfEachConnector() {
    shell.web();
    etcd.put("/collect/web-1/bad", "nonsense");
    shell.connector("web-2", "logs", "/list");
    shell.run("list");

    assertEquals(
        """
        HOST   CONNECTOR  STATE          KEY                    ENTRIES  REVISION
        web-1  logs       APPLIED        /collect/web-1/bad    not JSON         5
        web-1  logs       APPLIED        /collect/web-1/nginx         1         3
        web-2  logs       no status yet  /list                     none
        """,
        shell.said());
    shell.run("list", "--host", "web-2", "--json");
    assertEquals(
        "[{\"host\":\"web-2\",\"connector\":\"logs\",\"state\":\"no status yet\",\"key\":\"/list\"}]\n",
        shell.said());
  }

  @Test
  void shouldListKeysThatNobodyFollows() {
    etcd.put("/collect/web-7/nginx", Shell.NGINX);

    assertEquals(Exit.DONE, shell.run("list", "--prefix", "/collect/"));
    assertTrue(shell.said().contains("/collect/web-7/nginx        1         2"), shell.said());
    assertEquals(Exit.USAGE, shell.run("list", "--prefix", "/collect"));
  }

  @Test
  void shouldPrintAListAsItIsWritten() {
    shell.web();
    String written = "[ " + Shell.NGINX + " ,\n\n" + Shell.NGINX.replace("nginx", "b") + "]";
    etcd.put("/collect/web-1/two", written);

    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1", "two"));
    assertEquals(written + "\n", shell.said());
    assertEquals("/collect/web-1/two, revision 5\n", shell.remarked());
    shell.run("get", "--host", "web-1", "/collect/web-1/two");
    assertEquals(written + "\n", shell.said());
    shell.run("get", "--host", "web-1");
    assertEquals(
        "# /collect/web-1/nginx, revision 3\n"
            + Shell.NGINX
            + "\n# /collect/web-1/two, revision 5\n"
            + written
            + "\n",
        shell.said());
    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1", "three"));
    assertTrue(shell.remarked().contains("etcd has no key /collect/web-1/three"), shell.remarked());
  }

  @Test
  void shouldFillInTheHostInKeys() {
    etcd.put("/logagent/10.0.0.9/list", "[]");
    etcd.put("/logagent/10.0.0.1/list", "[{}]");
    etcd.put("/by/laptop", "[[]]");

    shell.run("get", "--key", "/logagent/{ip}/list", "--host", "10.0.0.9");
    assertEquals("[]\n", shell.said());
    shell.run("get", "--key", "/logagent/{ip}/list");
    assertEquals("[{}]\n", shell.said());
    shell.run("get", "--key", "/by/{hostname}");
    assertEquals("[[]]\n", shell.said());
    assertEquals(Exit.FAILED, shell.run("get", "--key", "/logagent/{ip}/list", "--host", "web-9"));
    assertTrue(shell.remarked().contains("address of web-9 is not known"), shell.remarked());
  }
}
