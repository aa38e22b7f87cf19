package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.etcd.EtcdSettings.Credentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How etcd is reached: options first, then what etcdctl takes from its environment. */
class EtcdArgumentsTest {

  private final Shell shell = new Shell();

  private List<URI> endpoints(String... arguments) {
    shell.run(arguments);
    return shell.settings.endpoints();
  }

  private Optional<Credentials> credentials(String... arguments) {
    shell.run(arguments);
    return shell.settings.credentials();
  }

  private static Optional<Credentials> of(String user, String password) {
    return Optional.of(new Credentials(user, new Password(password)));
  }

  @Test
  void shouldFindEtcdOnThisHostIfNothingIsSaid() {
    assertEquals(List.of(URI.create("http://127.0.0.1:2379")), endpoints("status"));
    assertEquals(Optional.empty(), shell.settings.credentials());
  }

  @Test
  void shouldTakeEndpointsAsEtcdctlDoes() {
    shell.variables.put("ETCDCTL_ENDPOINTS", "etcd-1:2379, http://etcd-2:2380");
    assertEquals(
        List.of(URI.create("http://etcd-1:2379"), URI.create("http://etcd-2:2380")),
        endpoints("status"));
    assertEquals(
        List.of(URI.create("http://etcd-3:2379")), endpoints("status", "--endpoints", "etcd-3"));
  }

  @Test
  void shouldEncryptWhereCertificatesAreGiven(@TempDir Path folder) throws Exception {
    Path ca = Files.writeString(folder.resolve("ca.pem"), "");
    shell.variables.put("ETCDCTL_CACERT", ca.toString());

    assertEquals(
        List.of(URI.create("https://etcd-1:2379")), endpoints("status", "--endpoints", "etcd-1"));
    assertEquals(Optional.of(ca), shell.settings.tls().orElseThrow().caFile());
    assertEquals(Exit.USAGE, shell.run("status", "--endpoints", "http://etcd-1:2379"));
    assertTrue(shell.remarked().contains("--cacert"), shell.remarked());
  }

  @Test
  void shouldTakeThePasswordFromWhereNobodySeesIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "filed\n");
    shell.typed = "typed";
    assertEquals(of("me", "typed"), credentials("status", "--user", "me"));
    shell.variables.put("ETCDCTL_USER", "you:joined");
    assertEquals(of("you", "joined"), credentials("status"));
    shell.variables.put("ETCDCTL_PASSWORD", "own");
    assertEquals(of("you", "own"), credentials("status"));
    assertEquals(of("me", "own"), credentials("status", "--user", "me"));
    assertEquals(of("you", "filed"), credentials("status", "--password-file", file.toString()));
  }

  @Test
  void shouldNotTakeAPasswordOnTheCommandLineNorRepeatIt() {
    assertEquals(Exit.USAGE, shell.run("status", "--user", "me:hunter2"));
    assertTrue(shell.remarked().contains("ETCDCTL_PASSWORD"), shell.remarked());
    assertFalse(shell.remarked().contains("hunter2"), shell.remarked());
    assertEquals(Exit.USAGE, shell.run("status", "--user", "me"));
    assertTrue(shell.remarked().contains("the password"), shell.remarked());
  }

  @Test
  void shouldTellWhichOptionIsWrong() {
    assertEquals(Exit.USAGE, shell.run("status", "--endpoints", "ftp://etcd"));
    assertTrue(
        shell.remarked().startsWith("--endpoints (or ETCDCTL_ENDPOINTS) holds 'ftp://etcd'"),
        shell.remarked());
    assertEquals(Exit.USAGE, shell.run("status", "--cacert", "/no/such", "--cert", "/no/such"));
    assertTrue(shell.remarked().contains("--cert-key (or ETCDCTL_KEY) is required with --cert"));
    assertEquals(Exit.USAGE, shell.run("stauts"));
    assertTrue(shell.remarked().contains("stauts"), shell.remarked());
    assertEquals(Exit.USAGE, shell.run());
  }
}
