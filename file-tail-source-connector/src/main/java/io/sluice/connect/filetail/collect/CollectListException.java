package io.sluice.connect.filetail.collect;

import java.util.List;
import java.util.stream.Collectors;

/** A collect list that breaks its contract, with every problem that was found. */
public final class CollectListException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<CollectProblem> problems;

  CollectListException(List<CollectProblem> problems) {
    super(problems.stream().map(CollectProblem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<CollectProblem> problems() {
    return problems;
  }
}
