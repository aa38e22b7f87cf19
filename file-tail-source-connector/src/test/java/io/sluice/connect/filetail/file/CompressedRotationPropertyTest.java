package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.file.CompressionScenario.Beginning;
import io.sluice.connect.filetail.file.CompressionScenario.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes, rotates, compresses at once or later, restarts and fails in random order, whatever there
 * was at first, and expects each line once and in order.
 */
class CompressedRotationPropertyTest {

  private static final int CASES = 400;
  private static final int STEPS = 30;

  /** Of few files, some are not open yet in most cases. */
  private static final List<Integer> MOST_OPEN = List.of(3, 4, 5, GenerationQueue.MOST);

  /** As often as they are to come up. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.WRITE,
          Kind.WRITE,
          Kind.WRITE,
          Kind.READ,
          Kind.READ,
          Kind.WAIT,
          Kind.RENAME,
          Kind.COPY_TRUNCATE,
          Kind.COMPRESS_TRUNCATE,
          Kind.COMPRESS,
          Kind.FAIL,
          Kind.RESTART);

  @Test
  void shouldHandOnEachLineOnceWheneverRotationsAreCompressed(@TempDir Path folder) {
    new RandomCheck<>(new Scenarios(), folder).run(CASES);
  }

  private static final class Scenarios
      implements RandomCases<CompressionScenario, CompressionScenario.Step> {

    @Override
    public CompressionScenario random(Random random) {
      List<CompressionScenario.Step> steps = new ArrayList<>();
      while (steps.size() < STEPS) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        steps.add(new CompressionScenario.Step(kind, random.nextLong()));
      }
      return new CompressionScenario(
          random.nextBoolean(),
          random.nextBoolean(),
          MOST_OPEN.get(random.nextInt(MOST_OPEN.size())),
          random.nextBoolean(),
          Beginning.values()[random.nextInt(Beginning.values().length)],
          steps);
    }

    @Override
    public void check(CompressionScenario one, Path folder) throws IOException {
      one.check(folder);
    }

    @Override
    public List<CompressionScenario.Step> steps(CompressionScenario one) {
      return one.steps();
    }

    @Override
    public CompressionScenario with(CompressionScenario one, List<CompressionScenario.Step> steps) {
      return one.with(steps);
    }

    @Override
    public List<CompressionScenario> simpler(CompressionScenario one) {
      List<CompressionScenario> simpler = new ArrayList<>();
      if (one.mostOpen() != GenerationQueue.MOST) {
        simpler.add(
            new CompressionScenario(
                one.numbered(),
                one.keepsTimes(),
                GenerationQueue.MOST,
                one.groups(),
                one.beginning(),
                one.steps()));
      }
      if (!one.numbered() || !one.keepsTimes()) {
        simpler.add(
            new CompressionScenario(
                true, true, one.mostOpen(), one.groups(), one.beginning(), one.steps()));
      }
      if (one.groups()) {
        simpler.add(
            new CompressionScenario(
                one.numbered(),
                one.keepsTimes(),
                one.mostOpen(),
                false,
                one.beginning(),
                one.steps()));
      }
      if (one.beginning() != Beginning.FILE) {
        simpler.add(
            new CompressionScenario(
                one.numbered(),
                one.keepsTimes(),
                one.mostOpen(),
                one.groups(),
                Beginning.FILE,
                one.steps()));
      }
      return simpler;
    }

    @Override
    public List<CompressionScenario.Step> simplerSteps(CompressionScenario.Step step) {
      return step.seed() == 0 ? List.of() : List.of(new CompressionScenario.Step(step.kind(), 0));
    }
  }
}
