package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would be wrong with the lists of those that follow a key after a change.
 *
 * @param caused in the changed key, or elsewhere because of the change
 * @param present in other keys, with the change and without it
 */
record ListCheck(List<CollectProblem> caused, List<CollectProblem> present) {

  static ListCheck of(Change change, EtcdSnapshot snapshot, ListPlace place) {
    Set<CollectProblem> caused = new LinkedHashSet<>();
    Set<CollectProblem> present = new LinkedHashSet<>();
    List<Member> followers = place.followersOf(change.key());
    if (followers.isEmpty()) {
      check(change, snapshot, place.ranges(), CollectAgent.UNKNOWN.parser(), caused, present);
    }
    for (Member follower : followers) {
      check(change, snapshot, follower.ranges(), follower.parser(), caused, present);
    }
    return new ListCheck(List.copyOf(caused), List.copyOf(present));
  }

  private static void check(
      Change change,
      EtcdSnapshot snapshot,
      List<EtcdRange> ranges,
      CollectListParser parser,
      Set<CollectProblem> caused,
      Set<CollectProblem> present) {
    Map<String, String> sources = new LinkedHashMap<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              if (ranges.stream().anyMatch(range -> Member.covers(range, key))) {
                sources.put(source(key, change), value.value());
              }
            });
    List<CollectProblem> before = problems(parser, sources);
    set(sources, change);
    for (CollectProblem problem : problems(parser, sources)) {
      boolean own = problem.source().equals(change.source());
      (own || !before.contains(problem) ? caused : present).add(problem);
    }
  }

  private static void set(Map<String, String> sources, Change change) {
    Optional<String> after = change.after();
    if (after.isPresent()) {
      sources.put(change.source(), after.get());
    } else {
      sources.remove(change.source());
    }
  }

  private static String source(String key, Change change) {
    return key.equals(change.key()) ? change.source() : "etcd key " + key;
  }

  private static List<CollectProblem> problems(
      CollectListParser parser, Map<String, String> sources) {
    try {
      parser.parse(sources);
      return List.of();
    } catch (CollectListException bad) {
      return bad.problems();
    }
  }
}
