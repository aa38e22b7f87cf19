package io.sluice.it;

import static io.sluice.it.SecuredEtcd.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localstack.await.Await;
import io.sluice.localstack.command.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command that changes lists, run by one who may change those of a single host, in an etcd with
 * TLS and authentication on. What it prints never holds the password.
 */
class SecuredCollectIT {

  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final String HOST = "web-1";
  private static final String USER = "ops-web-1";
  private static final String PASSWORD = "change-me-too";
  private static final String LISTS = "/collect/web-1/";
  private static final String THEIRS = "/collect/web-2/app";

  @TempDir private static Path served;

  private static SecuredEtcd etcd;
  private static Etcdctl root;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    etcd = new SecuredEtcd("secured-collect-it", 1, served);
    root = etcd.root();
    root.run("put", THEIRS, "{}");
  }

  @AfterAll
  static void stop() {
    etcd.close();
  }

  @AfterEach
  void removeLists() {
    root.run("del", "--prefix", LISTS);
  }

  /** As etcdctl is set up. */
  private Map<String, String> variables() {
    return Map.of(
        "ETCDCTL_ENDPOINTS", etcd.endpoints().get(0).toString(),
        "ETCDCTL_CACERT", file("ca.pem").toString(),
        "ETCDCTL_CERT", file("client-rsa.pem").toString(),
        "ETCDCTL_KEY", file("client-rsa.key").toString(),
        "ETCDCTL_USER", USER,
        "ETCDCTL_PASSWORD", PASSWORD);
  }

  private CollectCommand command() throws IOException {
    return CollectCommand.ofTheArchive(folder.resolve("archive"), SharedStack.get())
        .with(variables());
  }

  private static CommandResult run(int exitCode, CollectCommand command, String... arguments) {
    CommandResult result = command.run(arguments);
    assertEquals(exitCode, result.exitCode(), result.describe());
    assertFalse(result.output().contains(PASSWORD), result.describe());
    assertFalse(result.output().contains("\tat "), result.describe());
    return result;
  }

  private static void assertSays(CommandResult result, String part) {
    assertTrue(result.output().contains(part), result.describe());
  }

  @Test
  void shouldChangeTheListsOfTheHostThatItsUserMayChange() throws Exception {
    CollectCommand collect = command();
    try (Source source = new Source("secured-command");
        NumberedLog first = source.log("first.log");
        NumberedLog log = source.log("app.log")) {
      root.run("put", LISTS + "first", entry(first.path(), source.topic("first")));
      secured(source).start(1);
      awaitRegistered(source);
      log.write(3);
      Path list =
          Files.writeString(folder.resolve("app.json"), entry(log.path(), source.topic("lines")));

      CommandResult put = run(0, collect, "put", "--host", HOST, list.toString(), "app");
      assertSays(put, "APPLIED by " + source.name + " on " + HOST);
      source.assertLines(source.topic("lines"), log.lines());
      CommandResult got = run(0, collect, "get", "--host", HOST, "app");
      assertSays(got, Files.readString(list));
      assertSays(run(0, collect, "list", "--host", HOST), LISTS + "app");
      assertSays(run(0, collect, "status", "--host", HOST), source.topic("lines"));
      run(0, collect, "remove", "--host", HOST, log.path().toString());
      assertEquals(LISTS + "first", root.run("get", "--prefix", "--keys-only", LISTS).strip());
    }
  }

  /** A connector whose user may read its lists no more says so, and takes them up again. */
  @Test
  void shouldSayInTheStatusWhichListsCannotBeRead() throws Exception {
    try (Source source = new Source("secured-status");
        NumberedLog log = source.log("app.log")) {
      root.run("put", LISTS + "app", entry(log.path(), source.topic("lines")));
      secured(source).start(1);
      awaitRegistered(source);
      String key = "/sluice/status/" + HOST + "/" + source.name;
      awaitStatus(key, "\"state\" : \"APPLIED\"");

      root.shell("printf '\\377' | etcdctl put " + LISTS + "gbk");
      awaitStatus(key, "\"source\" : \"etcd key " + LISTS + "gbk\"");
      assertTrue(status(key).contains("is not UTF-8 from here on"), status(key));
      root.run("del", LISTS + "gbk");
      awaitStatus(key, "\"state\" : \"APPLIED\"");

      root.run("role", "revoke-permission", "--prefix=true", "sluice-web-1", LISTS);
      try {
        root.run("put", LISTS + "app", entry(log.path(), source.topic("others")));
        awaitStatus(key, "permission denied. Grant the user 'sluice-web-1' a role");
        assertTrue(status(key).contains("\"state\" : \"FAILED\""), status(key));
        assertTrue(status(key).contains(source.topic("lines")), "what stays in effect");
      } finally {
        root.run("role", "grant-permission", "--prefix=true", "sluice-web-1", "read", LISTS);
      }
      awaitStatus(key, "\"state\" : \"APPLIED\"");
      awaitStatus(key, source.topic("others"));
    }
  }

  private static void awaitStatus(String key, String part) {
    Await.until(
        () -> part + " in the status: " + status(key),
        Source.LIMIT,
        () -> status(key).contains(part));
  }

  private static String status(String key) {
    return root.run("get", "--print-value-only", key);
  }

  private static void awaitRegistered(Source source) {
    Await.until(
        source.name + " among the agents",
        Source.LIMIT,
        () -> root.run("get", "--prefix", "--keys-only", "/sluice/agents/").contains(source.name));
  }

  private static Source secured(Source source) {
    return source
        .with("host", HOST)
        .with("collect.keys", LISTS)
        .with("status.key", "/sluice/status/{host}/{connector}")
        .with("etcd.endpoints", etcd.endpoints().get(0).toString())
        .with("etcd.user", "sluice-web-1")
        .with("etcd.password", "change-me")
        .with("etcd.tls.ca.file", file("ca.pem").toString())
        .with("etcd.tls.cert.file", file("client-ec.pem").toString())
        .with("etcd.tls.key.file", file("client-ec.key").toString());
  }

  private static String entry(Path log, String topic) {
    return "{\"path\": \"%s\", \"topic\": \"%s\", \"format\": \"line\"}".formatted(log, topic);
  }

  @Test
  void shouldTakeOptionsInThePlaceOfVariables() throws Exception {
    root.run("put", LISTS + "app", "{}");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    CollectCommand collect =
        CollectCommand.ofTheArchive(folder.resolve("archive"), SharedStack.get());
    List<String> words = new ArrayList<>(List.of("get", "--host", HOST, "--key", LISTS + "app"));
    words.addAll(List.of("--endpoints", etcd.endpoints().get(0).toString(), "--user", USER));
    words.addAll(List.of("--cacert", file("ca.pem").toString()));
    words.addAll(List.of("--cert", file("client-ec.pem").toString()));
    words.addAll(List.of("--cert-key", file("client-ec.key").toString()));
    words.addAll(List.of("--password-file", password.toString()));

    assertSays(run(0, collect, words.toArray(String[]::new)), LISTS + "app, revision ");
  }

  @Test
  void shouldNameTheKeyAndTheUserWhereOneIsRefused() throws Exception {
    CollectCommand collect = command();
    String remedy = "permission denied. Grant the user '" + USER + "' a role that allows it.";

    CommandResult read = run(FAILED, collect, "get", "--host", HOST, "--key", THEIRS);
    assertSays(read, "could not read [" + THEIRS + "]: ");
    assertSays(read, remedy);

    CommandResult all = run(FAILED, collect, "status");
    assertSays(all, remedy + " Who may see one host only names it with --host.");

    CollectCommand reader =
        collect.with(Map.of("ETCDCTL_USER", "sluice-web-1", "ETCDCTL_PASSWORD", "change-me"));
    root.run("role", "grant-permission", "--prefix=true", "sluice-web-1", "read", "/sluice/");
    try {
      CommandResult written =
          run(
              FAILED,
              reader,
              "add",
              "--prefix",
              LISTS,
              "--name",
              "new",
              "--path",
              "/var/log/new.log",
              "--topic",
              "new");
      assertSays(written, "could not write " + LISTS + "new: ");
      assertSays(written, "permission denied. Grant the user 'sluice-web-1' a role");
      assertFalse(written.output().contains("change-me"), written.describe());
    } finally {
      root.run("role", "revoke-permission", "--prefix=true", "sluice-web-1", "/sluice/");
    }
    assertEquals("", root.run("get", "--prefix", LISTS));
    assertEquals("{}", root.run("get", "--print-value-only", THEIRS));
  }

  /** A host may write what it likes where its role lets it. */
  @Test
  void shouldNameKeysThatHoldNoTextAndGoOn() throws Exception {
    CollectCommand collect = command();
    root.run("put", LISTS + "app", "{}");
    root.shell(
        """
        printf '\\377' | etcdctl put /sluice/status/web-1/logs
        etcdctl put "$(printf '/sluice/agents/web-1/\\377')" x
        """);
    try {
      CommandResult got = run(0, collect, "get", "--host", HOST, "--key", LISTS + "app");
      assertSays(got, LISTS + "app, revision ");
      assertSays(got, "etcd key /sluice/status/web-1/logs holds bytes that are not UTF-8");
      assertSays(got, "etcd key /sluice/agents/web-1/\\xff holds bytes that are not UTF-8");
    } finally {
      root.run("del", "--prefix", "/sluice/status/web-1/");
      root.run("del", "--prefix", "/sluice/agents/web-1/");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithPasswordOrCertificates() throws Exception {
    CollectCommand collect = command();

    CommandResult mistyped =
        run(
            FAILED,
            collect.with(Map.of("ETCDCTL_PASSWORD", "mistyped-" + PASSWORD.length())),
            "get",
            "--host",
            HOST);
    assertSays(mistyped, "Correct user or password.");
    assertFalse(mistyped.output().contains("mistyped"), mistyped.describe());

    CommandResult stranger =
        run(
            FAILED,
            collect.with(Map.of("ETCDCTL_CACERT", file("other-ca.pem").toString())),
            "get",
            "--host",
            HOST);
    assertSays(stranger, "Set --cacert (or ETCDCTL_CACERT) to the CA that signed");

    CommandResult anonymous =
        run(
            FAILED,
            collect.with(Map.of("ETCDCTL_CERT", "", "ETCDCTL_KEY", "")),
            "get",
            "--host",
            HOST);
    assertSays(anonymous, "Set --cert (or ETCDCTL_CERT) and --cert-key (or ETCDCTL_KEY)");

    CommandResult shown =
        run(USAGE, collect, "get", "--host", HOST, "--user", USER + ":" + PASSWORD);
    assertSays(shown, "--password-file");
  }
}
