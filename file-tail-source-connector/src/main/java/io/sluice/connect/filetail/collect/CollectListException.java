package io.sluice.connect.filetail.collect;

import java.util.ArrayList;
import java.util.List;

/** A collect list that breaks its contract, with every problem that was found. */
public final class CollectListException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 50;

  private final transient List<CollectProblem> problems;

  CollectListException(List<CollectProblem> problems) {
    super(String.join("; ", messages(problems)));
    this.problems = List.copyOf(problems);
  }

  public List<CollectProblem> problems() {
    return problems;
  }

  /** The first problems, each as a line to be shown, and how many more there are. */
  public List<String> messages() {
    return messages(problems);
  }

  private static List<String> messages(List<CollectProblem> problems) {
    List<String> messages = new ArrayList<>();
    problems.stream()
        .limit(MOST_SHOWN)
        .map(problem -> problem.bounded().toString())
        .forEach(messages::add);
    if (problems.size() > MOST_SHOWN) {
      messages.add("and " + (problems.size() - MOST_SHOWN) + " more problems");
    }
    return messages;
  }
}
