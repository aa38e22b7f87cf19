package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.collect.CollectAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** put, add and remove: what they write, what they refuse, and what they say. */
@Timeout(30)
class WritingTest {

  private static final String NGINX = "{\"path\":\"/var/log/nginx.log\",\"topic\":\"web\"}";
  private static final String REDIS = "{\"path\":\"/var/log/redis.log\",\"topic\":\"redis\"}";

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  /** A host whose entries have a key each. */
  private CollectAgent prefix() {
    CollectAgent agent = shell.connector("web-1", "logs", "/collect/web-1/");
    etcd.put("/collect/web-1/nginx", NGINX);
    return agent;
  }

  /** A host whose list is one array. */
  private CollectAgent array(String json) {
    CollectAgent agent = shell.connector("web-1", "logs", "/list");
    etcd.put("/list", json);
    return agent;
  }

  @Test
  void shouldAddAKeyOfItsOwnUnderAPrefixAndSayThatItIsApplied() {
    prefix();
    assertEquals(
        Exit.DONE,
        shell.run(
            "add",
            "--host",
            "web-1",
            "--path",
            "/var/log/redis.log",
            "--topic",
            "redis",
            "--name",
            "redis"));

    assertEquals(REDIS, etcd.get("/collect/web-1/redis"));
    assertTrue(shell.said().contains("+  \"topic\": \"redis\"\n"), shell.said());
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
  }

  @Test
  void shouldNameAKeyAfterItsPath() {
    prefix();
    assertEquals(Exit.DONE, shell.run("add", "--host", "10.0.0.7", REDIS));
    assertEquals(REDIS, etcd.get("/collect/web-1/var-log-redis.log"));

    assertEquals(Exit.FAILED, shell.run("add", "--host", "web-1", REDIS));
    assertTrue(shell.remarked().contains("--name"), shell.remarked());
  }

  @Test
  void shouldAddToAnArrayAndLeaveTheRestAsItIsWritten() {
    array("[\n  " + NGINX + "\n]");
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", REDIS));

    assertEquals("[\n  " + NGINX + ",\n  " + REDIS + "\n]", etcd.get("/list"));
  }

  @Test
  void shouldBeginAnArrayAtAKeyThatIsNotThere() {
    shell.connector("web-1", "logs", "/list");
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", REDIS));

    assertEquals("[" + REDIS + "]", etcd.get("/list"));
  }

  @Test
  void shouldMakeAnEntryOfEachOption() {
    prefix();
    shell.run(
        "add",
        "--host",
        "web-1",
        "--path",
        "/var/log/a/*.log",
        "--topic",
        "a",
        "--exclude",
        "*.tmp",
        "--start",
        "end",
        "--encoding",
        "GBK",
        "--format",
        "ecs",
        "--field",
        "team=shop",
        "--name",
        "a");

    assertEquals(
        "{\"path\":\"/var/log/a/*.log\",\"topic\":\"a\",\"exclude\":[\"*.tmp\"],\"start\":\"end\","
            + "\"format\":\"ecs\",\"encoding\":\"GBK\",\"fields\":{\"team\":\"shop\"}}",
        etcd.get("/collect/web-1/a"));
  }

  @Test
  void shouldNotGuessWhatToAdd() {
    prefix();
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1", REDIS, "--start", "end"));
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1", "--path", "/var/log/a"));
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1"));
    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "nonsense"));
    assertTrue(shell.remarked().contains("not JSON: line 1 column"), shell.remarked());
    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "[]"));
    assertEquals(0, etcd.writes);
  }

  @Test
  void shouldWriteNoBadListAndTellEachProblemWithItsPlace() {
    prefix();
    int code = shell.run("add", "--host", "web-1", "{\"path\":\"/etc/shadow\",\"topic\":7}");

    assertEquals(Exit.BAD_LIST, code);
    assertEquals(0, etcd.writes);
    assertTrue(
        shell.said().contains("/collect/web-1/etc-shadow line 1 column 9 at /path: "),
        shell.said());
    assertTrue(shell.said().contains("allowed.paths [/var/log]"), shell.said());
    assertTrue(shell.said().contains("line 1 column 31 at /topic: "), shell.said());
    assertTrue(shell.remarked().contains("nothing was written"), shell.remarked());
  }

  @Test
  void shouldRefuseAnEntryForWhichAnotherKeyHasAClaim() {
    prefix();
    int code = shell.run("add", "--host", "web-1", "--name", "a", NGINX);

    assertEquals(Exit.BAD_LIST, code);
    assertTrue(shell.said().contains("already"), shell.said());
    assertNull(etcd.get("/collect/web-1/a"));
  }

  /** The parser blames the later key, whichever was changed. */
  @Test
  void shouldRefuseAChangeThatMakesAnotherKeyWrong() {
    prefix();
    etcd.put("/collect/web-1/a", REDIS);
    shell.input = NGINX;

    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", "-", "a"));
    assertEquals(REDIS, etcd.get("/collect/web-1/a"));
    assertTrue(shell.said().contains("etcd key /collect/web-1/nginx line 1"), shell.said());
  }

  @Test
  void shouldMendOneOfTwoBadKeysAndTellOfTheOther() {
    prefix();
    etcd.put("/collect/web-1/a", "nonsense");
    etcd.put("/collect/web-1/b", "nonsense");
    shell.input = REDIS;

    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", "--restore", "-", "a"));
    assertEquals(REDIS, etcd.get("/collect/web-1/a"));
    assertTrue(shell.remarked().contains("etcd key /collect/web-1/b line 1"), shell.remarked());
    assertTrue(shell.said().contains("FAILED at logs on web-1"), shell.said());
  }

  @Test
  void shouldPutAFileAsItIsAndNameItInProblems(@TempDir Path folder) throws Exception {
    array("[]");
    Path file = folder.resolve("list.json");
    Files.writeString(file, "[\n  " + REDIS + "\n]\n");
    assertEquals(Exit.DONE, shell.run("put", "--host", "web-1", file.toString()));
    assertEquals("[\n  " + REDIS + "\n]", etcd.get("/list"));

    Files.writeString(file, "[\n  {\"path\": \"/var/log/a\"}]");
    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", file.toString()));
    assertTrue(
        shell.said().contains(file + ", for /list, line 2 column 3 at /0: 'topic' is missing"),
        shell.said());
    assertEquals("[\n  " + REDIS + "\n]", etcd.get("/list"));
  }

  @Test
  void shouldNotWriteOverWhatSomebodyElseHasWrittenMeanwhile() {
    array("[]");
    etcd.beforeReplacing = () -> etcd.put("/list", "[" + NGINX + "]");

    assertEquals(Exit.CONFLICT, shell.run("add", "--host", "web-1", REDIS));
    assertEquals("[" + NGINX + "]", etcd.get("/list"));
    assertTrue(shell.remarked().contains("Somebody else has changed /list"), shell.remarked());
    assertTrue(shell.said().contains("+  \"path\": \"/var/log/nginx.log\""), shell.said());
  }

  @Test
  void shouldNotSayThatItHasDeletedWhatSomebodyElseHas() {
    CollectAgent agent = prefix();
    shell.answer(agent, List.of("/var/log"));
    etcd.beforeReplacing = () -> etcd.delete("/collect/web-1/nginx");

    assertEquals(Exit.CONFLICT, shell.run("remove", "--host", "web-1", "--restore", "nginx"));
    assertEquals(0, etcd.writes);
    assertNull(etcd.get("/collect/web-1/nginx"));
    assertTrue(shell.remarked().contains("deleted /collect/web-1/nginx"), shell.remarked());
  }

  @Test
  void shouldNotWriteOverWhatWasWrittenSinceItWasGot() {
    array("[]");
    long seen = etcd.revision();
    long theirs = etcd.put("/list", "[" + NGINX + "]");
    shell.input = "[" + REDIS + "]";

    int code = shell.run("put", "--host", "web-1", "--if-revision", Long.toString(seen), "-");
    assertEquals(Exit.CONFLICT, code);
    assertEquals(0, etcd.writes);
    assertTrue(shell.remarked().contains("was changed at revision " + theirs), shell.remarked());

    code = shell.run("put", "--host", "web-1", "--if-revision", Long.toString(theirs), "-");
    assertEquals(Exit.DONE, code);
  }

  @Test
  void shouldTellWhatTheConnectorRefusesAndHowToGoBack() {
    CollectAgent agent = array("[" + NGINX + "]");
    long before = etcd.revision();
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", REDIS));
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
    assertEquals("[" + NGINX + "]\n", shell.said());
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
            REDIS);
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
    assertEquals(REDIS, etcd.get(key));
    assertEquals(
        Exit.DONE, shell.run("remove", "--no-wait", "--key", key, "--agents", agents, key));
  }

  @Test
  void shouldPutBackWhatWasThereIfItIsTo() {
    CollectAgent agent = array("[" + NGINX + "]");
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "--restore", REDIS));
    assertEquals("[" + NGINX + "]", etcd.get("/list"));
    assertTrue(shell.said().contains("is there again"), shell.said());
  }

  @Test
  void shouldTakeAKeyAwayAgainThatWasRefused() {
    CollectAgent agent = prefix();
    etcd.onReplaced = () -> shell.answer(agent, List.of("/var/log/only"));

    shell.run("add", "--host", "web-1", "--restore", "--name", "redis", REDIS);
    assertNull(etcd.get("/collect/web-1/redis"));
  }

  @Test
  void shouldSayWhoHasNotAnswered() {
    prefix();
    etcd.onReplaced = () -> {};

    int code = shell.run("add", "--host", "web-1", "--timeout", "0", REDIS);
    assertEquals(Exit.NO_ANSWER, code);
    assertTrue(shell.said().contains("No answer from logs on web-1"), shell.said());
    assertEquals(0, etcd.followers());
    assertEquals(REDIS, etcd.get("/collect/web-1/var-log-redis.log"));
  }

  @Test
  void shouldNotTakeTheAnswerToAnEarlierListForThatToThisOne() {
    CollectAgent agent = prefix();
    shell.answer(agent, List.of("/var/log"));
    etcd.onReplaced = () -> {};

    assertEquals(Exit.NO_ANSWER, shell.run("add", "--host", "web-1", "--timeout", "0", REDIS));
  }

  @Test
  void shouldWriteWhereNobodyFollowsAndSaySo() {
    shell.input = "[" + REDIS + "]";

    assertEquals(Exit.NO_ANSWER, shell.run("put", "--key", "/logagent/{ip}/list", "-"));
    assertEquals("[" + REDIS + "]", etcd.get("/logagent/10.0.0.1/list"));
    assertTrue(shell.remarked().contains("No connector is registered"), shell.remarked());
    assertEquals(
        Exit.DONE,
        shell.run("remove", "--key", "/logagent/{ip}/list", "--no-wait", "/var/log/redis.log"));
    assertEquals("[]", etcd.get("/logagent/10.0.0.1/list"));
  }

  @Test
  void shouldShowWhatItWouldDo() {
    prefix();
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", "--dry-run", REDIS));

    assertEquals(0, etcd.writes);
    assertTrue(shell.said().contains("+  \"path\": \"/var/log/redis.log\""), shell.said());
  }

  @Test
  void shouldRemoveAnEntryByItsPath() {
    array("[ " + NGINX + ",\n " + REDIS + " ]");
    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "/var/log/nginx.log"));

    assertEquals("[ " + REDIS + " ]", etcd.get("/list"));
  }

  @Test
  void shouldRemoveAKeyByItsPathOrItsName() {
    prefix();
    etcd.put("/collect/web-1/redis", REDIS);
    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "/var/log/nginx.log"));
    assertNull(etcd.get("/collect/web-1/nginx"));

    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "redis"));
    assertNull(etcd.get("/collect/web-1/redis"));

    assertEquals(Exit.FAILED, shell.run("remove", "--host", "web-1", "redis"));
    assertTrue(shell.remarked().contains("neither a path"), shell.remarked());
  }

  /** What is bad must go away, whatever else is bad. */
  @Test
  void shouldRemoveABadKey() {
    prefix();
    etcd.put("/collect/web-1/a", "nonsense");
    etcd.put("/collect/web-1/b", "{\"path\":\"/etc/shadow\",\"topic\":\"x\"}");

    assertEquals(Exit.BAD_LIST, shell.run("remove", "--host", "web-1", "/etc/shadow"));
    assertNull(etcd.get("/collect/web-1/b"));
    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "a"));
    assertNull(etcd.get("/collect/web-1/a"));
  }

  @Test
  void shouldSayWhichHostsThereAreWhereNoneIsMeant() {
    prefix();
    assertEquals(Exit.FAILED, shell.run("add", REDIS));

    assertTrue(shell.remarked().contains("laptop, this host"), shell.remarked());
    assertTrue(shell.remarked().contains("logs on web-1"), shell.remarked());
  }

  @Test
  void shouldAskForTheConnectorWhereAHostHasSeveral() {
    prefix();
    shell.connector("web-1", "audit", "/audit/web-1/");
    assertEquals(Exit.FAILED, shell.run("add", "--host", "web-1", REDIS));
    assertTrue(shell.remarked().contains("--connector (audit, logs)"), shell.remarked());

    assertEquals(
        Exit.DONE,
        shell.run("add", "--host", "web-1", "--connector", "audit", "--name", "r", REDIS));
    assertEquals(REDIS, etcd.get("/audit/web-1/r"));
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
    CollectAgent web1 = prefix();
    CollectAgent web2 = spoiler();
    etcd.onReplaced =
        () -> {
          shell.answer(web2, List.of("/nowhere"));
          shell.answer(web1, List.of("/var/log"));
        };
    String[] add = {"add", "--restore", "--prefix", "/collect/web-1/", "--name", "r", REDIS};

    assertEquals(Exit.BAD_LIST, shell.run(add));
    assertNull(etcd.get("/collect/web-1/r"));

    String[] ofOne =
        Stream.concat(Stream.of(add), Stream.of("--host", "web-1")).toArray(String[]::new);
    assertEquals(Exit.DONE, shell.run(ofOne));
    assertEquals(REDIS, etcd.get("/collect/web-1/r"));
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
    CollectAgent web1 = prefix();
    spoiler();
    etcd.onReplaced = () -> shell.answer(web1, List.of("/var/log"));

    assertEquals(
        Exit.DONE,
        shell.run("add", "--host", "web-1", "--prefix", "/collect/web-1/", "--name", "r", REDIS));
    assertFalse(shell.remarked().contains("has no say"), shell.remarked());
    assertFalse(shell.said().contains("web-2"), shell.said());
    etcd.onReplaced = () -> {};
    shell.input = NGINX;
    assertEquals(
        Exit.NO_ANSWER, shell.run("put", "--host", "web-9", "--key", "/collect/web-9/a", "-"));
    assertEquals(NGINX, etcd.get("/collect/web-9/a"));
    assertTrue(shell.remarked().contains("No connector of that host is registered"));
  }

  @Test
  void shouldListWhoFollowsAKeyAlsoWhereOneHostIsMeant() {
    prefix();
    spoiler();

    shell.run("list", "--host", "web-1", "--prefix", "/collect/web-1/");
    assertTrue(shell.said().contains("web-1  logs"), shell.said());
    assertTrue(shell.said().contains("web-2  logs"), shell.said());
  }

  /** Whoever may read the secret must not print it because a host wants that. */
  @Test
  void shouldShowNothingOfAListThatOnlyARegistrationNames() {
    prefix();
    String key = "/connect/db/password";
    shell.connector("web-2", "logs", "/collect/web-1/", key);
    etcd.onReplaced = () -> {};
    Map<String, String> said =
        Map.of(
            "hunter2", " line 1 column 1: is not JSON; get --key shows the text, and",
            "\"hunter2\"", " line 1 column 1: breaks a rule of lists; get --key",
            "{\"hunter2\":1}", " line 1 column 12: breaks a rule of lists; get --key");
    said.forEach(
        (secret, why) -> {
          etcd.put(key, secret);
          for (String[] place :
              List.of(
                  new String[] {"--prefix", "/collect/web-1/"},
                  new String[] {"--host", "web-2", "--prefix", "/collect/web-1/"})) {
            shell.run(
                Stream.of(Stream.of("add", "--dry-run", "--name", "r", REDIS), Stream.of(place))
                    .flatMap(words -> words)
                    .toArray(String[]::new));
            assertFalse((shell.said() + shell.remarked()).contains("hunter2"), shell.remarked());
            assertTrue(shell.remarked().contains("etcd key " + key + why), shell.remarked());
          }
          shell.run("remove", "--host", "web-2", "/no/such/path");
          assertFalse((shell.said() + shell.remarked()).contains("hunter2"), shell.remarked());
        });
    etcd.put(key, "hunter2");
    assertEquals(Exit.BAD_LIST, shell.run("remove", "--host", "web-2", "/no/such/path"));
    assertTrue(shell.remarked().contains(key + " line 1 column 1: is not JSON"));
  }

  @Test
  void shouldTellAllThatIsWrongWithTheListThatTheUserNames() {
    prefix();
    etcd.put("/collect/web-1/a", "nonsense");

    shell.run("add", "--dry-run", "--prefix", "/collect/web-1/", "--name", "r", REDIS);
    assertTrue(
        shell.remarked().contains("/collect/web-1/a line 1 column 1: is not JSON: Unrecognized"),
        shell.remarked());
  }
}
