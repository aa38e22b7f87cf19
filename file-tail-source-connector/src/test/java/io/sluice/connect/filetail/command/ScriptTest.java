package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whose jars the script sluice-collect runs. Its Java is one that prints what it is given; what
 * else runs on this machine may have a Kafka too.
 */
@Timeout(60)
class ScriptTest {

  private static final Path SCRIPT = Path.of("src/main/bin/sluice-collect").toAbsolutePath();
  private static final String CLIENTS = "kafka-clients-4.jar";

  @TempDir Path folder;

  private Path jars;
  private Process worker;

  private record Said(int exitCode, String text) {}

  /** A process that looks like a worker with jars of its own. */
  @BeforeEach
  void startAWorker() throws IOException {
    write(folder.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n", "rwxr-xr-x");
    jars = Files.createDirectories(folder.toRealPath().resolve("libs"));
    for (String jar : List.of(CLIENTS, "connect-api-4.jar", "slf4j-api-2.jar")) {
      write(jars.resolve(jar), "", "rw-r--r--");
    }
    allow(jars, "rwxr-xr-x");
    String main = "org.apache.kafka.connect.cli.ConnectDistributed";
    worker = new ProcessBuilder("sh", "-c", "read line", "-cp", jars + "/*", main).start();
  }

  @AfterEach
  void stopTheWorker() {
    worker.destroyForcibly();
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    Files.createDirectories(file.getParent());
    allow(Files.writeString(file, text), permissions);
  }

  private static void allow(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Said run(String kafkaHome) throws Exception {
    ProcessBuilder script = new ProcessBuilder(SCRIPT.toString(), "list").redirectErrorStream(true);
    script.environment().put("JAVA_HOME", folder.toString());
    script.environment().put("KAFKA_HOME", kafkaHome);
    Process running = script.start();
    String text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(running.waitFor(), text);
  }

  private void assertNoneIsRun() throws Exception {
    Said said = run("");
    boolean run = said.exitCode == 0 && said.text.contains(jars.toString());
    assertFalse(run, said.text);
    if (said.exitCode != 0) {
      assertTrue(said.text.contains("others than root and you can change " + jars), said.text);
    }
  }

  @Test
  void shouldFindTheJarsOfAWorker() throws Exception {
    Said said = run("");

    assertEquals(0, said.exitCode, said.text);
    assertTrue(said.text.contains("/kafka-clients-"), said.text);
  }

  @Test
  void shouldRunNoJarThatOthersCanWrite() throws Exception {
    for (String jar : List.of(CLIENTS, "connect-api-4.jar", "slf4j-api-2.jar")) {
      allow(jars.resolve(jar), "rw-rw-r--");
    }

    assertNoneIsRun();
  }

  @Test
  void shouldRunNoJarInAFolderThatOthersCanWrite() throws Exception {
    allow(jars, "rwxr-xrwx");

    assertNoneIsRun();
  }

  @Test
  void shouldTakeWhatKafkaHomeNames() throws Exception {
    allow(jars, "rwxrwxrwx");
    Said said = run(jars.getParent().toString());

    assertEquals(0, said.exitCode, said.text);
    assertTrue(said.text.contains(":" + jars.resolve(CLIENTS) + ":"), said.text);
  }
}
