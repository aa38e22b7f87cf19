package io.sluice.it;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.LocalStackBuilder;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.Part;
import java.nio.file.Path;
import java.util.Random;

/**
 * How often a test kills (-9) servers, and at which moments: a random number decides that, whose
 * seed is printed. {@code -Dsluice.kills=20} for another number of kills, {@code
 * -Dsluice.kills.seed=…} for a seed.
 *
 * <p>What a worker leaves behind with the broker holds up its successor until it times out: its
 * membership of the worker group, and its open transactions. In a {@link #stack} these times are as
 * short as a busy machine allows.
 */
final class Kills {

  final int count;
  final Random random;

  /**
   * @param usually how many where nothing else is said
   */
  Kills(String test, int usually) {
    count = Integer.getInteger("sluice.kills", usually);
    long seed = Long.getLong("sluice.kills.seed", new Random().nextLong());
    random = new Random(seed);
    System.out.printf("%s: %d kills, seed %d%n", test, count, seed);
  }

  /** A stack with the plugins, and of these parts, whose workers can be killed. */
  static LocalStackBuilder stack(Path folder, Part first, Part... others) {
    LocalStack.delete(folder);
    return LocalStack.in(folder)
        .parts(first, others)
        .plugins(SourceTree.pluginArchives())
        .workerProperty("producer.transaction.timeout.ms", "10000")
        .workerProperty("session.timeout.ms", "3000")
        .workerProperty("heartbeat.interval.ms", "500");
  }
}
