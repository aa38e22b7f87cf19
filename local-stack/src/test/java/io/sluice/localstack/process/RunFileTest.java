package io.sluice.localstack.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

  @TempDir private Path folder;

  @Test
  void shouldReadBackWhatWasWritten() throws IOException {
    RunFile kafka = new RunFile("kafka", new ProcessSession(2, 20), "127.0.0.1:9092", log("k"));
    RunFile etcd = new RunFile("etcd", new ProcessSession(1, 10), "http://[::1]:2379", log("e"));
    kafka.write(folder);
    etcd.write(folder);

    assertEquals(List.of(etcd, kafka), RunFile.in(folder));

    RunFile.delete(folder, "etcd");
    assertEquals(List.of(kafka), RunFile.in(folder));
  }

  @Test
  void shouldFindNothingWhereNothingWasStarted() {
    assertEquals(List.of(), RunFile.in(folder));
  }

  @Test
  void shouldNameTheFileAndTheKeyThatIsMissing() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("run")).resolve("kafka.properties");
    Files.writeString(broken, "name=kafka\n");

    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> RunFile.in(folder));

    assertTrue(error.getMessage().startsWith(broken + " lacks 'pid'"), error::getMessage);
  }

  private Path log(String name) {
    return folder.resolve(name + " with = and blanks.log");
  }
}
