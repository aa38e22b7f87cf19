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

/** list, get and status. */
@Timeout(30)
class ShowingTest {

  private static final String NGINX = "{\"path\":\"/var/log/nginx.log\",\"topic\":\"web\"}";

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  private CollectAgent web() {
    CollectAgent agent = shell.connector("web-1", "logs", "/collect/web-1/");
    etcd.put("/collect/web-1/nginx", NGINX);
    shell.answer(agent, List.of("/var/log"));
    return agent;
  }

  @Test
  void shouldShowEachConnectorWithItsPaths() {
    web();
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
    CollectAgent agent = web();
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
    web();

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
  void shouldTellOfKeysThatHoldSomethingElse() {
    web();
    etcd.put("/sluice/agents/web-2/logs", "hello");
    etcd.put("/sluice/agents/web-3/logs", "null");
    etcd.put("/sluice/agents/web-4/logs", "{\"host\":\"web-4\"}");
    etcd.put("/sluice/status/web-5/logs", "{}");

    assertEquals(Exit.DONE, shell.run("status"));
    assertEquals(
        List.of("web-2/logs", "web-3/logs", "web-4/logs", "web-5/logs"),
        shell
            .remarked()
            .lines()
            .map(line -> line.replaceFirst("etcd key /sluice/[a-z]+/(.*) is no .*", "$1"))
            .toList());
  }

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
    web();
    String agents = "/sluice/agents/web-1/";
    String statuses = "/sluice/status/web-1/";

    assertEquals(Exit.DONE, shell.run("status", "--agents", agents, "--statuses", statuses));
    assertEquals("", shell.remarked());
  }

  @Test
  void shouldNotBeStoppedByARegistrationThatCannotBe() {
    web();
    String registration = "{\"host\":\"bad\",\"connector\":\"%d\",%s}";
    List<String> wrong =
        List.of(
            "\"status_key\":\"\"",
            "\"collect_keys\":[\"\"]",
            "\"collect_keys\":[null]",
            "\"record_format\":\"avro\"",
            "\"allowed_topics\":\"(\"",
            "\"allowed_paths\":[\"\\u0000\"]");
    for (int i = 0; i < wrong.size(); i++) {
      etcd.put("/sluice/agents/bad/" + i, registration.formatted(i, wrong.get(i)));
    }

    assertEquals(Exit.DONE, shell.run("status"));
    assertEquals(
        wrong.size(),
        shell.remarked().split("etcd key /sluice/agents/bad/. is no registration").length - 1,
        shell.remarked());
    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1"));
    assertEquals(Exit.FAILED, shell.run("add", "--host", "bad", NGINX));
  }

  @Test
  void shouldLoseOnlyTheStatusThatMayNotBeRead() {
    web();
    etcd.put(
        "/sluice/agents/web-2/logs",
        "{\"host\":\"web-2\",\"connector\":\"logs\",\"status_key\":\"/secret\","
            + "\"collect_keys\":[\"/collect/web-1/\"]}");
    etcd.forbidden.add("/secret");

    assertEquals(Exit.DONE, shell.run("status", "--host", "web-1"));
    assertEquals(
        "etcd key /secret, named as a status_key, cannot be read: etcd refuses to read /secret:"
            + " permission denied\n",
        shell.remarked());
    String redis = "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}";
    assertEquals(Exit.NO_ANSWER, shell.run("add", "--prefix", "/collect/web-1/", redis));
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
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
  void shouldEndOnceNobodyReadsWhatChanges() {
    web();
    shell.nobodyReads = true;

    assertEquals(Exit.DONE, shell.run("status", "--watch"));
    assertEquals(0, etcd.followers());
  }

  @Test
  void shouldNameAConnectorThatIsGoneWhicheverStatusesAreRead() {
    shell.answer(Shell.agent("old-1", "logs", "/list"), List.of("/"));

    for (String statuses : List.of("/sluice/", "/sluice/status/", "/sluice/status/old-1/")) {
      assertEquals(
          Exit.NO_ANSWER, shell.run("status", "--host", "old-1", "--statuses", statuses), statuses);
      assertTrue(shell.said().startsWith("logs on old-1: APPLIED"), shell.said());
    }
  }

  @Test
  void shouldShowTheStatusToScripts() throws Exception {
    web();
    shell.run("status", "--json");

    JsonNode shown = new ObjectMapper().readTree(shell.said());
    assertEquals("web-1", shown.at("/0/host").asText());
    assertEquals("APPLIED", shown.at("/0/status/state").asText());
    assertEquals(17, shown.at("/0/status/paths/0/position").asInt());
    assertEquals("/collect/web-1/", shown.at("/0/agent/collect_keys/0").asText());
  }

  @Test
  void shouldGoOnShowingWhatChangesUntilItIsInterrupted() throws Exception {
    CollectAgent agent = web();
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
  void shouldUseColoursOnATerminalOnly() {
    web();
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

  @Test
  void shouldListTheKeysOfEachConnector() {
    web();
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
    etcd.put("/collect/web-7/nginx", NGINX);

    assertEquals(Exit.DONE, shell.run("list", "--prefix", "/collect/"));
    assertTrue(shell.said().contains("/collect/web-7/nginx        1         2"), shell.said());
    assertEquals(Exit.USAGE, shell.run("list", "--prefix", "/collect"));
  }

  @Test
  void shouldPrintAListAsItIsWritten() {
    web();
    String written = "[ " + NGINX + " ,\n\n" + NGINX.replace("nginx", "b") + "]";
    etcd.put("/collect/web-1/two", written);

    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1", "two"));
    assertEquals(written + "\n", shell.said());
    assertEquals("/collect/web-1/two, revision 5\n", shell.remarked());
    shell.run("get", "--host", "web-1", "/collect/web-1/two");
    assertEquals(written + "\n", shell.said());
    shell.run("get", "--host", "web-1");
    assertEquals(
        "# /collect/web-1/nginx, revision 3\n"
            + NGINX
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
