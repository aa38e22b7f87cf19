package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Cases that are sequences of steps in some circumstances. Any list of steps is a case: a step that
 * is impossible where it stands does nothing.
 */
public interface RandomCases<C, S> {

  C random(Random random);

  /**
   * @param folder an empty one, for this run
   * @throws AssertionError where the case fails; its message tells the case
   */
  void check(C one, Path folder) throws IOException;

  List<S> steps(C one);

  /** The case with other steps. */
  C with(C one, List<S> steps);

  /** The same steps in simpler circumstances. */
  List<C> simpler(C one);

  /** Simpler steps of the same kind. */
  List<S> simplerSteps(S step);
}
