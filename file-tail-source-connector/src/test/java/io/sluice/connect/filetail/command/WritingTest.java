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

/** put, add and remove: what they write, and what they refuse to. */
@Timeout(30)
class WritingTest {

  private final Shell shell = new Shell();
  private final MemoryEtcd etcd = shell.etcd;

  @Test
  void shouldAddAKeyOfItsOwnUnderAPrefixAndSayThatItIsApplied() {
    shell.prefix();
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

    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/redis"));
    assertTrue(shell.said().contains("+  \"topic\": \"redis\"\n"), shell.said());
    assertTrue(shell.said().contains("APPLIED by logs on web-1"), shell.said());
  }

  @Test
  void shouldNameAKeyAfterItsPath() {
    shell.prefix();
    assertEquals(Exit.DONE, shell.run("add", "--host", "10.0.0.7", Shell.REDIS));
    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/var-log-redis.log"));

    assertEquals(Exit.FAILED, shell.run("add", "--host", "web-1", Shell.REDIS));
    assertTrue(shell.remarked().contains("--name"), shell.remarked());
  }

  @Test
  void shouldAddToAnArrayAndLeaveTheRestAsItIsWritten() {
    shell.array("[\n  " + Shell.NGINX + "\n]");
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", Shell.REDIS));

    assertEquals("[\n  " + Shell.NGINX + ",\n  " + Shell.REDIS + "\n]", etcd.get("/list"));
  }

  @Test
  void shouldBeginAnArrayAtAKeyThatIsNotThere() {
    shell.connector("web-1", "logs", "/list");
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", Shell.REDIS));

    assertEquals("[" + Shell.REDIS + "]", etcd.get("/list"));
  }

  @Test
  void shouldMakeAnEntryOfEachOption() {
    shell.prefix();
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
    shell.prefix();
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1", Shell.REDIS, "--start", "end"));
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1", "--path", "/var/log/a"));
    assertEquals(Exit.USAGE, shell.run("add", "--host", "web-1"));
    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "nonsense"));
    assertTrue(shell.remarked().contains("not JSON: line 1 column"), shell.remarked());
    assertEquals(Exit.BAD_LIST, shell.run("add", "--host", "web-1", "[]"));
    assertEquals(0, etcd.writes);
  }

  @Test
  void shouldWriteNoBadListAndTellEachProblemWithItsPlace() {
    shell.prefix();
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
    shell.prefix();
    int code = shell.run("add", "--host", "web-1", "--name", "a", Shell.NGINX);

    assertEquals(Exit.BAD_LIST, code);
    assertTrue(shell.said().contains("already"), shell.said());
    assertNull(etcd.get("/collect/web-1/a"));
  }

  /** The parser blames the later key, whichever was changed. */
  @Test
  void shouldRefuseAChangeThatMakesAnotherKeyWrong() {
    shell.prefix();
    etcd.put("/collect/web-1/a", Shell.REDIS);
    shell.input = Shell.NGINX;

    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", "-", "a"));
    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/a"));
    assertTrue(shell.said().contains("etcd key /collect/web-1/nginx line 1"), shell.said());
  }

  @Test
  void shouldMendOneOfTwoBadKeysAndTellOfTheOther() {
    shell.prefix();
    etcd.put("/collect/web-1/a", "nonsense");
    etcd.put("/collect/web-1/b", "nonsense");
    shell.input = Shell.REDIS;

    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", "--restore", "-", "a"));
    assertEquals(Shell.REDIS, etcd.get("/collect/web-1/a"));
    assertTrue(shell.remarked().contains("etcd key /collect/web-1/b line 1"), shell.remarked());
    assertTrue(shell.said().contains("FAILED at logs on web-1"), shell.said());
  }

  @Test
  void shouldPutAFileAsItIsAndNameItInProblems(@TempDir Path folder) throws Exception {
    shell.array("[]");
    Path file = folder.resolve("list.json");
    Files.writeString(file, "[\n  " + Shell.REDIS + "\n]\n");
    assertEquals(Exit.DONE, shell.run("put", "--host", "web-1", file.toString()));
    assertEquals("[\n  " + Shell.REDIS + "\n]", etcd.get("/list"));

    Files.writeString(file, "[\n  {\"path\": \"/var/log/a\"}]");
    assertEquals(Exit.BAD_LIST, shell.run("put", "--host", "web-1", file.toString()));
    assertTrue(
        shell.said().contains(file + ", for /list, line 2 column 3 at /0: 'topic' is missing"),
        shell.said());
    assertEquals("[\n  " + Shell.REDIS + "\n]", etcd.get("/list"));
  }

  @Test
  void shouldNotWriteOverWhatSomebodyElseHasWrittenMeanwhile() {
    shell.array("[]");
    etcd.beforeReplacing = () -> etcd.put("/list", "[" + Shell.NGINX + "]");

    assertEquals(Exit.CONFLICT, shell.run("add", "--host", "web-1", Shell.REDIS));
    assertEquals("[" + Shell.NGINX + "]", etcd.get("/list"));
    assertTrue(shell.remarked().contains("Somebody else has changed /list"), shell.remarked());
    assertTrue(shell.said().contains("+  \"path\": \"/var/log/nginx.log\""), shell.said());
  }

  @Test
  void shouldNotSayThatItHasDeletedWhatSomebodyElseHas() {
    CollectAgent agent = shell.prefix();
    shell.answer(agent, List.of("/var/log"));
    etcd.beforeReplacing = () -> etcd.delete("/collect/web-1/nginx");

    assertEquals(Exit.CONFLICT, shell.run("remove", "--host", "web-1", "--restore", "nginx"));
    assertEquals(0, etcd.writes);
    assertNull(etcd.get("/collect/web-1/nginx"));
    assertTrue(shell.remarked().contains("deleted /collect/web-1/nginx"), shell.remarked());
  }

  @Test
  void shouldNotWriteOverWhatWasWrittenSinceItWasGot() {
    shell.array("[]");
    long seen = etcd.revision();
    long theirs = etcd.put("/list", "[" + Shell.NGINX + "]");
    shell.input = "[" + Shell.REDIS + "]";

    int code = shell.run("put", "--host", "web-1", "--if-revision", Long.toString(seen), "-");
    assertEquals(Exit.CONFLICT, code);
    assertEquals(0, etcd.writes);
    assertTrue(shell.remarked().contains("was changed at revision " + theirs), shell.remarked());

    code = shell.run("put", "--host", "web-1", "--if-revision", Long.toString(theirs), "-");
    assertEquals(Exit.DONE, code);
  }

  @Test
  void shouldShowWhatItWouldDo() {
    shell.prefix();
    assertEquals(Exit.DONE, shell.run("add", "--host", "web-1", "--dry-run", Shell.REDIS));

    assertEquals(0, etcd.writes);
    assertTrue(shell.said().contains("+  \"path\": \"/var/log/redis.log\""), shell.said());
  }

  @Test
  void shouldRemoveAnEntryByItsPath() {
    shell.array("[ " + Shell.NGINX + ",\n " + Shell.REDIS + " ]");
    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "/var/log/nginx.log"));

    assertEquals("[ " + Shell.REDIS + " ]", etcd.get("/list"));
  }

  @Test
  void shouldRemoveAKeyByItsPathOrItsName() {
    shell.prefix();
    etcd.put("/collect/web-1/redis", Shell.REDIS);
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
    shell.prefix();
    etcd.put("/collect/web-1/a", "nonsense");
    etcd.put("/collect/web-1/b", "{\"path\":\"/etc/shadow\",\"topic\":\"x\"}");

    assertEquals(Exit.BAD_LIST, shell.run("remove", "--host", "web-1", "/etc/shadow"));
    assertNull(etcd.get("/collect/web-1/b"));
    assertEquals(Exit.DONE, shell.run("remove", "--host", "web-1", "a"));
    assertNull(etcd.get("/collect/web-1/a"));
  }

  /** Whoever may read the secret must not print it because a host wants that. */
  @Test
  void shouldShowNothingOfAListThatOnlyARegistrationNames() {
    shell.prefix();
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
                Stream.of(
                        Stream.of("add", "--dry-run", "--name", "r", Shell.REDIS), Stream.of(place))
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
    shell.prefix();
    etcd.put("/collect/web-1/a", "nonsense");

    shell.run("add", "--dry-run", "--prefix", "/collect/web-1/", "--name", "r", Shell.REDIS);
    assertTrue(
        shell.remarked().contains("/collect/web-1/a line 1 column 1: is not JSON: Unrecognized"),
        shell.remarked());
  }
}
