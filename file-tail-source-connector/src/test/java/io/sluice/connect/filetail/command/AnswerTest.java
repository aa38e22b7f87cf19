package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of the answers of those who follow a list that was changed. */
@Timeout(30)
class AnswerTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  @Test
  void shouldTellWhatTheConnectorRefusesAndHowToGoBack() {
    CollectAgent agent = shell.array("[" + Shell.NGINX + "]");
    long before = etcd.revision();
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", Shell.REDIS));
    assertTrue(shell.said().contains("etcd key /list line 1 column"), shell.said());
    assertTrue(
        shell
            .remarked()
            .contains(
                "get --key /list --host web-1 --at "
                    + before
                    + " | collect put --key /list --host web-1 -"),
        shell.remarked());

    shell.run("get", "--key", "/list", "--at", Long.toString(before));
    assertEquals("[" + Shell.NGINX + "]\n", shell.said());
  }

  /** It is pasted into the shell that the first one was typed in. */
  @Test
  void shouldTellHowToGoBackInTheSamePlaceAndForAnyKey() {
    String agents = "/other/agents/";
    String key = "/collect/vm/it's-{a,b}.log";
    etcd.put(agents + "web-1/logs", shell.connector("web-1", "logs", "/collect/vm/").toJson());
    etcd.delete("/sluice/agents/web-1/logs");
    etcd.onReplaced = () -> {};
    shell.variables.put(EtcdArguments.PASSWORD_VARIABLE, "s3cret");

    int code =
        shell.run(
            "add",
            "--endpoints",
            "http://a:2379,http://b:2379",
            "--user",
            "ops",
            "--agents",
            agents,
            "--host",
            "web-1",
            "--timeout",
            "0",
            "--name",
            "it's-{a,b}.log",
            Shell.REDIS);
    assertEquals(Exit.NO_ANSWER, code);
    String quoted = "'/collect/vm/it'\\''s-{a,b}.log'";
    assertEquals(
        "To go back: collect remove --key "
            + quoted
            + " --endpoints http://a:2379,http://b:2379 --user ops --host web-1"
            + " --agents /other/agents/ "
            + quoted
            + "\n",
        shell.remarked());
    assertEquals(Shell.REDIS, etcd.get(key));
    assertEquals(
        Exit.DONE, shell.run("remove", "--no-wait", "--key", key, "--agents", agents, key));
  }

  @Test
  void shouldPutBackWhatWasThereIfItIsTo() {
    CollectAgent agent = shell.array("[" + Shell.NGINX + "]");
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "--restore", Shell.REDIS));
    assertEquals("[" + Shell.NGINX + "]", etcd.get("/list"));
    assertTrue(shell.said().contains("is there again"), shell.said());
  }

  @Test
  void shouldTakeAKeyAwayAgainThatWasRefused() {
    CollectAgent agent = shell.prefix();
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    shell.run("add", "--host", "web-1", "--restore", "--name", "redis", Shell.REDIS);
    assertNull(etcd.get("/collect/web-1/redis"));
  }

  @Test
  void shouldSayWhoHasNotAnswered() {
    shell.prefix();
    etcd.onReplaced = () -> {};

    int code = shell.run("add", "--host", "web-1", "--timeout", "0", Shell.REDIS);
    assertEquals(Exit.NO_ANSWER, code);
    assertTrue(shell.said().contains("No answer from logs on web-1"), shell.said());
    assertEquals(0, etcd.followers());
    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/var-log-redis.log"));
  }

  @Test
  void shouldNotTakeTheAnswerToAnEarlierListForThatToThisOne() {
    CollectAgent agent = shell.prefix();
    shell.answer(agent, List.of("/var/log"));
    etcd.onReplaced = () -> {};

    assertEquals(
        Exit.NO_ANSWER, shell.run("add", "--host", "web-1", "--timeout", "0", Shell.REDIS));
  }

  @Test
  void shouldWriteWhereNobodyFollowsAndSaySo() {
    shell.input = "[" + Shell.REDIS + "]";

    assertEquals(Exit.NO_ANSWER, shell.run("put", "--key", "/logagent/{ip}/list", "-"));
    assertEquals("[" + Shell.REDIS + "]", etcd.get("/logagent/10.0.0.1/list"));
    assertTrue(shell.remarked().contains("No connector is registered"), shell.remarked());
    assertEquals(
        Exit.DONE,
        shell.run("remove", "--key", "/logagent/{ip}/list", "--no-wait", "/var/log/redis.log"));
    assertEquals("[]", etcd.get("/logagent/10.0.0.1/list"));
  }

  @Test
  void shouldSayWhichHostsThereAreWhereNoneIsMeant() {
    shell.prefix();
    assertEquals(Exit.FAILED, shell.run("add", Shell.REDIS));

    assertTrue(shell.remarked().contains("laptop, this host"), shell.remarked());
    assertTrue(shell.remarked().contains("logs on web-1"), shell.remarked());
  }

  @Test
  void shouldAskForTheConnectorWhereAHostHasSeveral() {
    shell.prefix();
    shell.connector("web-1", "audit", "/audit/web-1/");
    assertEquals(Exit.FAILED, shell.run("add", "--host", "web-1", Shell.REDIS));
    assertTrue(shell.remarked().contains("--connector (audit, logs)"), shell.remarked());

    assertEquals(
        Exit.DONE,
        shell.run("add", "--host", "web-1", "--connector", "audit", "--name", "r", Shell.REDIS));
    assertEquals(Shell.REDIS, etcd.get("/audit/web-1/r"));
  }

  /** One that lets its lists do nothing, and has all lists for its own. */
  private CollectAgent spoiler() {
    CollectAgent agent =
        new CollectAgent(
            "web-2",
            "10.0.0.8",
            "1",
            "logs",
            1,
            List.of("/collect/"),
            "/sluice/status/web-2/logs",
            List.of("/nowhere"),
            null,
            null,
            null);
    etcd.put("/sluice/agents/web-2/logs", agent.toJson());
    return agent;
  }

  @Test
  void shouldLetNoOtherHostRefuseWhatIsMeantForOne() {
    CollectAgent web1 = shell.prefix();
    CollectAgent web2 = spoiler();
    etcd.onReplaced =
        () -> {
          shell.answer(web2, List.of("/nowhere"));
          shell.answer(web1, List.of("/var/log"));
        };
    String[] add = {"add", "--restore", "--prefix", "/collect/web-1/", "--name", "r", Shell.REDIS};

    assertEquals(Exit.BAD_LIST, shell.run(add));
    assertNull(etcd.get("/collect/web-1/r"));

    String[] ofOne =
        Stream.concat(Stream.of(add), Stream.of("--host", "web-1")).toArray(String[]::new);
    assertEquals(Exit.DONE, shell.run(ofOne));
    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/r"));
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
    assertTrue(
        shell
            .remarked()
            .startsWith(
                "Connectors of other hosts follow this key, too, and would say:\n"
                    + "  logs on web-2: the new etcd key /collect/web-1/r line 1 column 9 at /path:"
                    + " '/var/log/redis.log' is outside the connector's allowed.paths [/nowhere]"),
        shell.remarked());
    assertTrue(
        shell.remarked().contains("FAILED at logs on web-2, which has no say here"),
        shell.remarked());
  }

  @Test
  void shouldNotWaitForTheHostsThatAreNotMeant() {
    CollectAgent web1 = shell.prefix();
    spoiler();
    etcd.onReplaced = () -> shell.answer(web1, List.of("/var/log"));

    assertEquals(
        Exit.DONE,
        shell.run(
            "add", "--host", "web-1", "--prefix", "/collect/web-1/", "--name", "r", Shell.REDIS));
    assertFalse(shell.remarked().contains("has no say"), shell.remarked());
    assertFalse(shell.said().contains("web-2"), shell.said());
    etcd.onReplaced = () -> {};
    shell.input = Shell.NGINX;
    assertEquals(
        Exit.NO_ANSWER, shell.run("put", "--host", "web-9", "--key", "/collect/web-9/a", "-"));
    assertEquals(Shell.NGINX, etcd.get("/collect/web-9/a"));
    assertTrue(shell.remarked().contains("No connector of that host is registered"));
  }

  @Test
  void shouldListWhoFollowsAKeyAlsoWhereOneHostIsMeant() {
    shell.prefix();
    spoiler();

    shell.run("list", "--host", "web-1", "--prefix", "/collect/web-1/");
    assertTrue(shell.said().contains("web-1  logs"), shell.said());
    assertTrue(shell.said().contains("web-2  logs"), shell.said());
  }
}
