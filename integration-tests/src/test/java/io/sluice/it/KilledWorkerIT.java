package io.sluice.it;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.await.Await;
import io.sluice.localstack.server.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A worker that is killed again and again under load, each time after a random number of lines: in
 * the middle of a read or of a transaction, or between two.
 */
class KilledWorkerIT {

  private static final Path FOLDER = Path.of("target/killed-worker-it");
  private static final int MOST_LINES_BEFORE_A_KILL = 20_000;

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = Kills.stack(FOLDER, Part.KAFKA, Part.ETCD, Part.CONNECT).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldNeitherLoseNorDoubleALineWhenTheWorkerIsKilledAgainAndAgain() throws Exception {
    Kills kills = new Kills("KilledWorkerIT", 6);
    Random random = kills.random;
    List<RotatedLog> logs = new ArrayList<>();
    try (Source source = new Source(stack, "killed")) {
      for (Rotation rotation : List.of(Rotation.RENAME, Rotation.RENAME_TO_A_DATE)) {
        String name = rotation.name().toLowerCase(Locale.ROOT);
        logs.add(new RotatedLog(source, rotation, name));
        logs.add(new RotatedLog(source, rotation, name + "_too"));
      }
      source.start(logs.size());
      awaitFirstLines(logs);
      for (int kill = 0; kill < kills.count; kill++) {
        if (random.nextBoolean()) {
          any(logs, random).rotate();
        }
        awaitArrived(logs, arrived(logs) + random.nextInt(MOST_LINES_BEFORE_A_KILL));
        stack.connect().kill();
        if (random.nextBoolean()) {
          any(logs, random).rotate();
        }
        stack.connect().start();
      }
      for (RotatedLog log : logs) {
        log.finish();
      }
    } finally {
      logs.forEach(RotatedLog::close);
    }
  }

  /** Until then a path has no position, and what is rotated from it is not known to be its own. */
  private static void awaitFirstLines(List<RotatedLog> logs) {
    Await.until(
        "lines in each topic",
        Source.LIMIT,
        () -> logs.stream().allMatch(log -> log.read().count() > 0));
  }

  private static RotatedLog any(List<RotatedLog> logs, Random random) {
    return logs.get(random.nextInt(logs.size()));
  }

  private static long arrived(List<RotatedLog> logs) {
    return logs.stream().mapToLong(log -> log.read().count()).sum();
  }

  private static void awaitArrived(List<RotatedLog> logs, long lines) {
    Await.until(lines + " lines in all topics", Source.LIMIT, () -> arrived(logs) >= lines);
  }
}
