package io.sluice.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @TempDir private Path folder;

  @Test
  void shouldDeleteItsOwnDataAndNothingElse() throws IOException {
    Path stack = Files.createDirectory(folder.resolve("stack"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/data"));
    Files.createSymbolicLink(stack.resolve("elasticsearch"), elsewhere.getParent());
    for (String own : List.of("kafka/data/0", "etcd/data", "connect/logs", "connect-2/logs")) {
      Files.createDirectories(stack.resolve(own));
    }
    Files.writeString(Files.createDirectory(stack.resolve("connectors")).resolve("my.json"), "{}");

    LocalStack.delete(stack);

    try (Stream<Path> left = Files.list(stack)) {
      assertEquals(List.of(stack.resolve("connectors")), left.toList());
    }
    assertTrue(Files.exists(stack.resolve("connectors/my.json")));
    assertTrue(Files.notExists(elsewhere));
  }

  @Test
  void shouldFindNothingToDeleteWhereNothingWasStarted() {
    LocalStack.delete(folder.resolve("none"));

    assertTrue(Files.notExists(folder.resolve("none")));
  }
}
