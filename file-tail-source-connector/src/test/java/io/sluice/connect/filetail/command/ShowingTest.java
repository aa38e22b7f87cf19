package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.collect.CollectAgent;
import java.util.List;
import java.util.Map;
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
        "etcd key /secret, named in status_key, cannot be read: etcd refuses to read /secret:"
            + " permission denied\n",
        shell.remarked());
    String redis = "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}";
    assertEquals(Exit.NO_ANSWER, shell.run("add", "--prefix", "/collect/web-1/", redis));
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
  }

  @Test
  void shouldTakeNothingForARefusalThatIsNone() {
    web();
    shell.connector("web-2", "logs", "/secret");
    etcd.interrupting.add("/secret");

    assertEquals(Exit.FAILED, shell.run("list"));
    assertEquals("", shell.said());
    assertEquals("etcd could not read /secret: InterruptedException\n", shell.remarked());
  }

  @Test
  void shouldListTheOtherKeysWhereOneMayNotBeRead() throws Exception {
    web();
    shell.connector("web-2", "logs", "/secret", "/collect/web-1/");
    etcd.forbidden.add("/secret");

    assertEquals(Exit.FAILED, shell.run("list"));
    assertEquals(
        """
        HOST   CONNECTOR  STATE          KEY                   ENTRIES  REVISION
        web-1  logs       APPLIED        /collect/web-1/nginx        1         3
        web-2  logs       no status yet  /secret               refused
        web-2  logs       no status yet  /collect/web-1/nginx        1         3
        """,
        shell.said());
    assertEquals(
        "etcd key /secret, named in collect_keys, cannot be read: etcd refuses to read /secret:"
            + " permission denied\n",
        shell.remarked());
    assertEquals(Exit.DONE, shell.run("list", "--host", "web-1"));
    assertEquals(Exit.FAILED, shell.run("list", "--host", "web-2", "--json"));
    JsonNode rows = new ObjectMapper().readTree(shell.said());
    assertTrue(rows.at("/0/error").asText().endsWith("permission denied"), shell.said());
    assertEquals(1, rows.at("/1/entries").asInt());
  }

  @Test
  void shouldLookAtOneHostWhereNoOtherMayBeRead() {
    web();
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
    web();
    shell.connector("web-2", "logs", "/collect/web-2/");
    String several = "Several hosts are registered with the address 10.0.0.7: web-1, web-2. ";

    for (List<String> command :
        List.of(
            List.of("get", "--host", "10.0.0.7"),
            List.of("add", "--host", "10.0.0.7", NGINX),
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
    etcd.put("/collect/10.0.0.9/nginx", NGINX);
    assertEquals(Exit.DONE, shell.run("get", "--host", "10.0.0.9"));
    assertEquals("# /collect/10.0.0.9/nginx, revision 5\n" + NGINX + "\n", shell.said());
  }

  @Test
  void shouldLetNoHostHideTheStatusOfAnother() {
    shell.answer(Shell.agent("web-1", "logs", "/collect/web-1/"), List.of("/"));
    etcd.put(
        "/sluice/agents/web-2/logs",
        "{\"host\":\"web-2\",\"connector\":\"logs\","
            + "\"status_key\":\"/sluice/status/web-1/logs\"}");

    assertEquals(Exit.NO_ANSWER, shell.run("status"));
    assertTrue(shell.said().startsWith("logs on web-1: APPLIED"), shell.said());
    assertTrue(shell.said().contains("logs on web-2: no status.key"), shell.said());
    assertEquals(
        "etcd key /sluice/status/web-1/logs is in the place of another host's status, and counts"
            + " for nothing as the status_key of logs on web-2: behind /sluice/status/ the host"
            + " comes first\n",
        shell.remarked());
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

  /** A role lets it write everything below its own name. */
  @Test
  void shouldTakeNoStatusForThatOfAHostWhoseNameStandsFurtherBehind() {
    CollectAgent posing = Shell.agent("web-2", "web-1/logs", "/list");
    shell.answer(posing, List.of("/"));
    String status = etcd.get(posing.statusKey());
    etcd.put("/sluice/status/logs", status);

    for (String statuses : List.of("/sluice/status/", "/sluice/status/web-2/")) {
      assertEquals(Exit.NO_ANSWER, shell.run("status", "--statuses", statuses), statuses);
      assertTrue(shell.said().startsWith("web-1/logs on web-2: APPLIED"), shell.said());
      assertEquals(Exit.FAILED, shell.run("status", "--host", "web-1", "--statuses", statuses));
    }
    shell.run("status");
    assertEquals(
        "etcd key /sluice/status/logs is nobody's status: its key would be"
            + " /sluice/status/{host}/{connector}\n",
        shell.remarked());
  }

  @Test
  void shouldTakeNoStatusKeyForAHostsThatHasItsNameInAnotherPlace() {
    shell.answer(Shell.agent("web-1", "web-2", "/list"), List.of("/"));
    shell.answer(Shell.agent("web-1", "logs", "/list"), List.of("/"));
    String claim = "{\"host\":\"%s\",\"connector\":\"logs\",\"status_key\":\"%s\"}";
    etcd.put("/sluice/agents/web-2/logs", claim.formatted("web-2", "/sluice/status/web-1/web-2"));
    etcd.put("/sluice/agents/status/logs", claim.formatted("status", "/sluice/status/web-1/logs"));

    shell.run("status");
    assertTrue(shell.said().contains("logs on web-1: APPLIED"), shell.said());
    assertTrue(shell.said().contains("web-2 on web-1: APPLIED"), shell.said());
    assertTrue(shell.said().contains("logs on web-2: no status.key"), shell.said());
    assertTrue(shell.said().contains("logs on status: no status.key"), shell.said());
  }

  /** It would end every command of the fleet. */
  @Test
  void shouldNotBeStoppedByKeysThatAreNoText() throws Exception {
    web();
    etcd.notText.put("/sluice/agents/web-2/logs", 4L);
    etcd.notText.put("/sluice/status/web-2/\\xff", 4L);
    String named =
        "etcd key /sluice/agents/web-2/logs holds bytes that are not UTF-8, in its name or its"
            + " value\netcd key /sluice/status/web-2/\\xff holds bytes that are not UTF-8, in its"
            + " name or its value\n";

    assertEquals(Exit.DONE, shell.run("status"));
    assertEquals(named, shell.remarked());
    assertTrue(shell.said().startsWith("logs on web-1: APPLIED"), shell.said());
    assertEquals(Exit.DONE, shell.run("list"));
    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1", "nginx"));
    shell.input = NGINX.replace("web", "shop");
    assertEquals(Exit.DONE, shell.run("put", "--host", "web-1", "-", "nginx"));
    assertEquals(named, shell.remarked());
  }

  @Test
  void shouldNameAKeyOfTheListThatIsNoText() {
    web();
    etcd.notText.put("/collect/web-1/bad", 4L);
    String bad = "etcd key /collect/web-1/bad holds bytes that are not UTF-8";

    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1"));
    assertTrue(shell.said().contains(NGINX), shell.said());
    assertTrue(shell.remarked().startsWith(bad), shell.remarked());
    assertEquals(Exit.DONE, shell.run("get", "--host", "web-1", "nginx"));
    for (String command : List.of("get", "remove")) {
      assertEquals(Exit.FAILED, shell.run(command, "--host", "web-1", "bad"));
      assertTrue(shell.remarked().contains(bad), shell.remarked());
    }
    assertEquals(Exit.FAILED, shell.run("put", "--host", "web-1", "-", "bad"));
    assertTrue(shell.remarked().contains(bad), shell.remarked());
    for (List<String> where :
        List.of(List.of("--host", "web-1"), List.of("--prefix", "/collect/web-1/"))) {
      assertEquals(
          Exit.DONE, shell.run("list", where.get(0), where.get(1)), () -> shell.remarked());
      assertTrue(shell.said().contains("/collect/web-1/bad    not JSON         4"), shell.said());
    }
    shell.run("add", "--host", "web-1", "--name", "a", NGINX.replace("nginx", "a"));
    assertTrue(shell.remarked().contains("  " + bad.replace("bad h", "bad: h")), shell.remarked());
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

  /** Whoever may read the secret must not print it because a host wants that. */
  @Test
  void shouldShowNothingOfAKeyThatARegistrationNamesAsItsStatus() {
    String key = "/connect/db/password";
    etcd.put(
        "/sluice/agents/web-2/logs",
        "{\"host\":\"web-2\",\"connector\":\"logs\",\"status_key\":\"" + key + "\"}");
    Map<String, String> said =
        Map.of(
            "hunter2", "line 1 column 1: is not JSON",
            "{\"state\":hunter2}", "line 1 column 10: is not JSON",
            "\"hunter2\"", "line 1 column 1: the value is of another kind",
            "{\"state\":\"hunter2\"}", "line 1 column 10: the value is of another kind",
            "{\"paths\":[null,{\"hunter2\":1}]}", "line 1 column 30: the value is of another kind",
            "{\"hunter2\":1}", "it has no state");
    said.forEach(
        (secret, why) -> {
          etcd.put(key, secret);
          for (String how : List.of("status", "list")) {
            shell.run(how);
            assertFalse((shell.said() + shell.remarked()).contains("hunter2"), shell.remarked());
            assertEquals(
                "etcd key " + key + " is no status of a collect list: " + why + "\n",
                shell.remarked());
          }
        });
  }

  @Test
  void shouldShowNothingOfAKeyThatIsReadAsARegistration() {
    etcd.put("/connect/db/password", "{\"host\":\"db\",\"tasks\":\"hunter2\"}");

    shell.run("status", "--agents", "/connect/");
    assertEquals(
        "etcd key /connect/db/password is no registration of a connector: line 1 column 22: the"
            + " value is of another kind\n",
        shell.remarked().lines().findFirst().orElseThrow() + "\n");
  }

  @Test
  void shouldTellOfWhatIsForeignWhileItWatches() throws Exception {
    CollectAgent agent = web();
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
