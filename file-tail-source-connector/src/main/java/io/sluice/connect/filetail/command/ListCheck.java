package io.sluice.connect.filetail.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What would be wrong with the lists of those that follow a key after a change.
 *
 * @param caused in the changed key, or elsewhere because of the change
 * @param present in other keys, with the change and without it
 * @param others what is caused in the eyes of those that have no say, and who says it
 */
record ListCheck(List<CollectProblem> caused, List<CollectProblem> present, List<String> others) {

  static ListCheck of(Change change, EtcdSnapshot snapshot, ListPlace place) {
    Lists lists = new Lists(change, snapshot, place);
    Set<CollectProblem> caused = new LinkedHashSet<>();
    Set<CollectProblem> present = new LinkedHashSet<>();
    List<Member> followers = place.followersOf(change.key());
    if (followers.isEmpty()) {
      lists.check(place.ranges(), CollectAgent.UNKNOWN.parser(), caused, present);
    }
    for (Member follower : followers) {
      lists.check(follower.ranges(), follower.parser(), caused, present);
    }
    List<String> others = new ArrayList<>();
    for (Member other : place.othersOf(change.key())) {
      Set<CollectProblem> its = new LinkedHashSet<>();
      lists.check(other.ranges(), other.parser(), its, new LinkedHashSet<>());
      its.forEach(problem -> others.add(other.name() + ": " + problem));
    }
    return new ListCheck(List.copyOf(caused), List.copyOf(present), List.copyOf(others));
  }

  /** The lists with the change and without it. */
  private record Lists(Change change, EtcdSnapshot snapshot, ListPlace place) {

    void check(
        List<EtcdRange> ranges,
        CollectListParser parser,
        Set<CollectProblem> caused,
        Set<CollectProblem> present) {
      Map<String, String> sources = new LinkedHashMap<>();
      Set<String> named = new LinkedHashSet<>();
      snapshot
          .values()
          .forEach(
              (key, value) -> {
                if (covers(ranges, key)) {
                  sources.put(source(key), value.value());
                  if (place.isNamed() && place.covers(key)) {
                    named.add(source(key));
                  }
                }
              });
      snapshot.notText().keySet().stream()
          .filter(key -> covers(ranges, key))
          .forEach(key -> present.add(new CollectProblem(source(key), 0, 0, "", Fleet.NOT_TEXT)));
      Set<CollectProblem> before = new HashSet<>(problems(parser, sources));
      Map<String, String> after = new LinkedHashMap<>(sources);
      change
          .after()
          .ifPresentOrElse(
              text -> after.put(change.source(), text), () -> after.remove(change.source()));
      for (CollectProblem problem : problems(parser, after)) {
        String source = problem.source();
        if (source.equals(change.source()) || !before.contains(problem)) {
          caused.add(problem);
        } else {
          present.add(named.contains(source) ? problem : placeOf(problem, sources.get(source)));
        }
      }
    }

    private static boolean covers(List<EtcdRange> ranges, String key) {
      return ranges.stream().anyMatch(range -> Member.covers(range, key));
    }

    private String source(String key) {
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

    /**
     * A problem without a word of the text that has it: only a registration has named the key, and
     * it may be a secret that somebody wants to have shown.
     */
    private static CollectProblem placeOf(CollectProblem problem, String text) {
      String kind;
      try {
        ListText.parse(text);
        kind = "breaks a rule of lists";
      } catch (JsonProcessingException malformed) {
        kind = "is not JSON";
      }
      return new CollectProblem(
          problem.source(),
          problem.line(),
          problem.column(),
          "",
          kind + "; get --key shows the text, and status what the connector says of it");
    }
  }
}
