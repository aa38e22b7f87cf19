package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdRefusals;
import io.sluice.config.etcd.EtcdReplacement;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdValue;
import io.sluice.config.etcd.NotText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An etcd in memory, which keeps all its revisions, and tells at once of each change. */
final class MemoryEtcd implements Etcd {

  private record Follower(List<EtcdRange> ranges, Consumer<EtcdSnapshot> listener) {}

  private final List<SortedMap<String, EtcdValue>> revisions =
      new ArrayList<>(List.of(new TreeMap<>(), new TreeMap<>()));
  private final List<Follower> followers = new ArrayList<>();

  /** What others do before the next replacement. */
  Runnable beforeReplacing = () -> {};

  /** What others do once a key was replaced. */
  Runnable onReplaced = () -> {};

  /** Keys that the user may not read. */
  final Set<String> forbidden = new HashSet<>();

  /** Prefixes of so many keys that nobody is to read them, and how many. */
  final Map<String, Long> crowded = new HashMap<>();

  /** Keys in whose reading one is interrupted. */
  final Set<String> interrupting = new HashSet<>();

  /** Keys that hold no text, from now on and in all revisions. */
  final SortedMap<String, Long> notText = new TreeMap<>();

  int writes;

  long put(String key, String value) {
    return change(key, Optional.of(value));
  }

  long delete(String key) {
    return change(key, Optional.empty());
  }

  private long change(String key, Optional<String> value) {
    SortedMap<String, EtcdValue> next = new TreeMap<>(revisions.get(revisions.size() - 1));
    long revision = revisions.size();
    value.ifPresentOrElse(
        text -> next.put(key, new EtcdValue(text, revision)), () -> next.remove(key));
    revisions.add(next);
    List.copyOf(followers).forEach(one -> one.listener.accept(read(one.ranges)));
    return revision;
  }

  /** The value of a key; null where there is none. */
  String get(String key) {
    EtcdValue value = revisions.get(revisions.size() - 1).get(key);
    return value == null ? null : value.value();
  }

  long revision() {
    return revisions.size() - 1;
  }

  int followers() {
    return followers.size();
  }

  @Override
  public EtcdSnapshot read(List<EtcdRange> ranges) {
    for (EtcdRange range : ranges) {
      if (forbidden.contains(range.key())) {
        throw EtcdRefusals.permissionDenied(range.key());
      }
      if (crowded.containsKey(range.key())) {
        throw new AssertionError("all below " + range.key() + " is read");
      }
      if (interrupting.contains(range.key())) {
        throw EtcdRefusals.interrupted(range.key());
      }
    }
    return readAt(ranges, revision());
  }

  @Override
  public EtcdSnapshot readAt(List<EtcdRange> ranges, long revision) {
    SortedMap<String, EtcdValue> found = new TreeMap<>(revisions.get((int) revision));
    found.keySet().removeIf(key -> ranges.stream().noneMatch(range -> Member.covers(range, key)));
    SortedMap<String, NotText> other = new TreeMap<>();
    notText.forEach((key, changed) -> other.put(key, new NotText(changed, 1, 1)));
    other.keySet().removeIf(key -> ranges.stream().noneMatch(range -> Member.covers(range, key)));
    return new EtcdSnapshot(revision, found, other);
  }

  @Override
  public List<Long> counts(List<EtcdRange> ranges) {
    return ranges.stream()
        .map(
            range -> {
              Long many = crowded.get(range.key());
              return many != null ? many : (long) read(List.of(range)).values().size();
            })
        .toList();
  }

  @Override
  public EtcdReplacement replace(String key, long modRevision, Optional<String> value) {
    beforeReplacing.run();
    beforeReplacing = () -> {};
    Optional<EtcdValue> found = Optional.ofNullable(revisions.get(revisions.size() - 1).get(key));
    if (found.map(EtcdValue::modRevision).orElse(0L) != modRevision) {
      return new EtcdReplacement(false, revision(), found);
    }
    writes++;
    long revision = change(key, value);
    onReplaced.run();
    return new EtcdReplacement(true, revision, Optional.empty());
  }

  @Override
  public Following follow(
      List<EtcdRange> ranges, Consumer<EtcdSnapshot> listener, Consumer<String> trouble) {
    Follower follower = new Follower(ranges, listener);
    followers.add(follower);
    listener.accept(read(ranges));
    return () -> followers.remove(follower);
  }

  @Override
  public void close() {}
}
