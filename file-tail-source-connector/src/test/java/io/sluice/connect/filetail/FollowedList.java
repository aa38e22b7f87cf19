package io.sluice.connect.filetail;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connect.filetail.collect.CollectAgent;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/** A collect list that is followed, in an etcd and for a Connect that are the test. */
final class FollowedList {

  static final String BAD = "[{\"path\":\"/etc/shadow\",\"topic\":\"t\"}]";

  static final String KEY = "/list";

  final FakeListStore store = new FakeListStore();
  final ManualSerial thread = new ManualSerial();

  /** The paths that Connect found, each time that it was asked to fetch them. */
  final List<List<String>> changes = new ArrayList<>();

  /** What became of each list. */
  final List<CollectStatus> outcomes = new ArrayList<>();

  /** All that was wrong with the last list. */
  List<CollectProblem> found = List.of();

  /** The state that the status showed last. */
  CollectStatus.State shown;

  /** How often it was to be seen whether the tasks have the list. */
  int checks;

  /** How far each file was read. */
  long position;

  /** What Connect does before it takes a request. */
  Runnable connect = () -> {};

  final LiveCollectList list;

  private final Map<String, String> options = new HashMap<>();
  private final Supplier<String> address;

  /** One that is kept nowhere. */
  FollowedList() {
    this("");
  }

  /**
   * @param cacheFolder where the last good list is kept
   */
  FollowedList(String cacheFolder) {
    this(Map.of("list.cache.folder", cacheFolder), () -> "10.0.0.7");
  }

  /**
   * @param others options that are not as usual
   * @param address gives the host's, each time that it is looked up
   */
  FollowedList(Map<String, String> others, Supplier<String> address) {
    options.putAll(
        Map.of(
            "host",
            "h",
            "collect.keys",
            KEY,
            "etcd.endpoints",
            "http://etcd:1",
            "list.cache.folder",
            ""));
    options.putAll(others);
    this.address = address;
    this.list = on(thread, this::changed);
  }

  private void changed() {
    connect.run();
    changes.add(paths());
  }

  /** Another one, which follows the same store, and whose registration goes by {@link #thread}. */
  LiveCollectList on(SerialExecutor executor, Runnable onChange) {
    FileTailConfig config =
        new FileTailConfig(
            options,
            new LocalHost() {
              @Override
              public String name() {
                return "h";
              }

              @Override
              public String address(List<URI> etcd) {
                return address.get();
              }
            });
    LiveCollectList made =
        new LiveCollectList(
            config, "logs", listener(config, onChange), store, executor, thread.sibling());
    made.follow();
    return made;
  }

  private ListListener listener(FileTailConfig config, Runnable onChange) {
    return new ListListener() {
      @Override
      public void changed(List<CollectEntry> entries) {
        onChange.run();
      }

      @Override
      public void outcome(CollectStatus outcome, List<CollectProblem> problems) {
        outcomes.add(outcome);
        found = problems;
      }

      @Override
      public void shows(CollectStatus.State state) {
        shown = state;
      }

      @Override
      public void check() {
        checks++;
      }

      @Override
      public CollectAgent agent() {
        return config.agent("logs", "1", changes.size());
      }

      @Override
      public List<EntryProgress> progress(List<CollectEntry> entries) {
        return entries.stream()
            .map(
                entry ->
                    new EntryProgress(
                        entry.path(), entry.topic(), 0, "quiet", null, position, 0L, null))
            .toList();
      }
    };
  }

  void holds(long revision, String json) {
    store.holds(revision, Map.of(KEY, json));
  }

  /** A good list of files in /var/log. */
  static String entries(String... names) {
    List<String> entries = new ArrayList<>();
    for (String name : names) {
      entries.add("{\"path\":\"/var/log/" + name + "\",\"topic\":\"t\"}");
    }
    return entries.toString();
  }

  /** Lets it be quiet for as long as a change takes to be applied. */
  void settle() {
    thread.runDue();
    thread.advance(LiveCollectList.QUIET);
  }

  List<String> paths() {
    return list.entries().stream().map(CollectEntry::path).toList();
  }

  /** Why there is no list. */
  String refusal() {
    return assertThrows(ConnectException.class, list::entries).getMessage();
  }

  JsonNode status() throws Exception {
    return new ObjectMapper().readTree(store.lastStatus());
  }
}
