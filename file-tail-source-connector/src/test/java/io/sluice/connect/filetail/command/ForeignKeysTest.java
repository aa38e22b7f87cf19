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

/** What commands make of keys that others have written, or do not let be read. */
@Timeout(30)
class ForeignKeysTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  @Test
  void shouldTellOfKeysThatHoldSomethingElse() {
    shell.web();
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

  @Test
  void shouldNotBeStoppedByARegistrationThatCannotBe() {
    shell.web();
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
    assertEquals(Exit.FAILED, shell.run("add", "--host", "bad", Shell.NGINX));
  }

  @Test
  void shouldLoseOnlyTheStatusThatMayNotBeRead() {
    shell.web();
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
    shell.web();
    shell.connector("web-2", "logs", "/secret");
    etcd.interrupting.add("/secret");

    assertEquals(Exit.FAILED, shell.run("list"));
    assertEquals("", shell.said());
    assertEquals("etcd could not read /secret: InterruptedException\n", shell.remarked());
  }

  @Test
  void shouldListTheOtherKeysWhereOneMayNotBeRead() throws Exception {
    shell.web();
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
    shell.web();
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
    shell.input = Shell.NGINX.replace("web", "shop");
    assertEquals(Exit.DONE, shell.run("put", "--host", "web-1", "-", "nginx"));
    assertEquals(named, shell.remarked());
  }

  @Test
  void shouldNameAKeyOfTheListThatIsNoText() {
    shell.web();
    etcd.notText.put("/collect/web-1/bad", 4L);
    String bad = "etcd key /collect/web-1/bad holds bytes that are not UTF-8";

    assertEquals(Exit.FAILED, shell.run("get", "--host", "web-1"));
    assertTrue(shell.said().contains(Shell.NGINX), shell.said());
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
    shell.run("add", "--host", "web-1", "--name", "a", Shell.NGINX.replace("nginx", "a"));
    assertTrue(shell.remarked().contains("  " + bad.replace("bad h", "bad: h")), shell.remarked());
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
}
