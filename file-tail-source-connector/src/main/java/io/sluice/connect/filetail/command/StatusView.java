package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.CollectStatus.State;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.util.ArrayList;
import java.util.List;

/** Shows what connectors have told of their lists, and how far each path is read. */
final class StatusView {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Screen screen;

  StatusView(Screen screen) {
    this.screen = screen;
  }

  /** A member for scripts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Shown(
      String host,
      String connector,
      CollectAgent agent,
      @JsonProperty("status_key") String statusKey,
      CollectStatus status) {}

  /** Shows all of them, as one line of JSON. */
  void json(List<Member> members) {
    try {
      screen.raw(
          JSON.writeValueAsString(
              members.stream()
                  .map(
                      member ->
                          new Shown(
                              member.host(),
                              member.connector(),
                              member.agent().orElse(null),
                              member.statusKey(),
                              member.status().orElse(null)))
                  .toList()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("records of texts and numbers", impossible);
    }
  }

  /** Shows each with a table of its paths. */
  void text(List<Member> members) {
    boolean first = true;
    for (Member member : members) {
      if (!first) {
        screen.line("");
      }
      first = false;
      head(member);
      member.status().ifPresent(this::body);
    }
  }

  private void head(Member member) {
    String line =
        member.name()
            + ": "
            + member.state()
            + member.status().map(said -> ", revision " + said.revision()).orElse("")
            + member
                .status()
                .filter(said -> said.state() == State.FAILED)
                .map(said -> "; " + inEffect(said))
                .orElse("")
            + member
                .agent()
                .map(
                    agent ->
                        "; %d task%s, version %s, at %s"
                            .formatted(
                                agent.tasks(),
                                agent.tasks() == 1 ? "" : "s",
                                agent.version(),
                                agent.address()))
                .orElse("; not registered: it does not run, or has no agent.key");
    if (exitCode(member) == Exit.DONE) {
      screen.good(line);
    } else {
      screen.bad(line);
    }
  }

  private void body(CollectStatus status) {
    errors(status).forEach(error -> screen.bad("  " + error));
    status
        .missingKeys()
        .forEach(
            key -> screen.line("  etcd has no key " + key + ", which counts as an empty list"));
    if (!status.paths().isEmpty()) {
      Table table = new Table(">TASK", "STATE", ">FILES", ">POSITION", ">LAG", "TOPIC", "PATH");
      for (EntryProgress path : status.paths()) {
        table.row(
            path.task(),
            path.state() == null ? "unknown" : path.state(),
            path.files(),
            path.position(),
            path.lagBytes(),
            path.topic(),
            path.path());
      }
      table.lines().forEach(line -> screen.line("  " + line));
      status.paths().stream()
          .filter(path -> path.refused() != null)
          .forEach(path -> screen.bad("  not read: " + path.refused()));
    }
    if (status.pathsLeftOut() != null) {
      screen.line("  and " + status.pathsLeftOut() + " more paths");
    }
  }

  /** What is wrong with a list, as far as its status tells. */
  static List<String> errors(CollectStatus status) {
    List<String> errors = new ArrayList<>();
    status.errors().forEach(problem -> errors.add(problem.toString()));
    if (status.errorsLeftOut() != null) {
      errors.add("and " + status.errorsLeftOut() + " more errors");
    }
    return errors;
  }

  /** Which list a connector goes on with that has refused one. */
  static String inEffect(CollectStatus status) {
    return status.appliedRevision() == 0
        ? "no list is in effect"
        : "the list of revision " + status.appliedRevision() + " stays in effect";
  }

  /** Bad news first: a list that was refused, then a connector that says nothing. */
  static int exitCode(List<Member> members) {
    List<Integer> codes = members.stream().map(StatusView::exitCode).toList();
    if (codes.contains(Exit.BAD_LIST)) {
      return Exit.BAD_LIST;
    }
    return codes.contains(Exit.NO_ANSWER) ? Exit.NO_ANSWER : Exit.DONE;
  }

  private static int exitCode(Member member) {
    if (member.status().filter(said -> said.state() == State.FAILED).isPresent()) {
      return Exit.BAD_LIST;
    }
    return member.agent().isEmpty() || member.status().isEmpty() ? Exit.NO_ANSWER : Exit.DONE;
  }
}
