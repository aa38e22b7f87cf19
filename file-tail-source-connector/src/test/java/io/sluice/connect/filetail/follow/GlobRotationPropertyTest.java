package io.sluice.connect.filetail.follow;

import io.sluice.connect.filetail.file.RandomCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does to some logs, and to a reader whose glob matches them and some or all of their rotations, in
 * random order what can happen to them, and expects each line once and in order.
 */
class GlobRotationPropertyTest {

  private static final int CASES = 100;

  @Test
  void shouldSendEachLineOnceWhateverHappensToTheFilesOfAGlob(@TempDir Path folder) {
    new RandomCheck<>(new GlobScenarios(), folder).run(CASES);
  }
}
