package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSettings;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectProblem;
import io.sluice.connect.filetail.collect.CollectStatus;
import io.sluice.connect.filetail.collect.EntryProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collect list as etcd holds it, followed for as long as the connector runs.
 *
 * <h2>From a change to the tasks</h2>
 *
 * Any difference between two assignments makes Connect restart all tasks of the connector. So a
 * change is not applied as it comes, but when it has been quiet for {@link #QUIET}, and no later
 * than {@link #LONGEST_WAIT} after the first one; only the newest snapshot counts. The first
 * snapshot of all is applied at once, for the connector's start waits for it. A good list is handed
 * over, and Connect asked to fetch it; a bad one changes nothing. Either way the status tells
 * ({@link Announcer}).
 *
 * <h2>Threads</h2>
 *
 * One thread owns all of this: it reads the lists, asks Connect and writes the status. The store's
 * thread only hands snapshots over to it. What others may know is in {@link #known}, which is
 * replaced as a whole and read without waiting. The registration has a thread of its own ({@link
 * AgentRegistration}).
 */
final class LiveCollectList implements AutoCloseable {

  static final Duration QUIET = Duration.ofMillis(200);
  static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Together they are less than the five seconds that Connect gives a connector to stop. */
  private static final Duration LIST_CLOSE_LIMIT = Duration.ofSeconds(3);

  private static final Duration AGENT_CLOSE_LIMIT = Duration.ofMillis(500);

  private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

  /** After a change: running tasks show soon how far they are, restarted ones some time later. */
  private static final List<Duration> FIRST_LOOKS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

  private static final Logger LOG = LoggerFactory.getLogger(LiveCollectList.class);

  private final CollectListParser parser;
  private final List<EtcdRange> ranges;
  private final ListStore store;
  private final SerialExecutor thread;
  private final Announcer announcer;
  private final Optional<LastList> last;
  private final Optional<AgentRegistration> registration;
  private final ListListener listener;
  private final Debounce burst;
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile KnownList known;

  private EtcdSnapshot newest;
  private long appliedRevision;
  private List<String> missingKeys = List.of();

  /** What became of the newest list; null before the first. */
  private CollectStatus outcome;

  /** Why etcd does not show a newer one; null where it does, or is away. */
  private CollectProblem refusal;

  /**
   * @param thread of all but the registration
   * @param agentThread of the registration
   */
  LiveCollectList(
      FileTailConfig config,
      String connector,
      ListListener listener,
      ListStore store,
      SerialExecutor thread,
      SerialExecutor agentThread) {
    this.parser = new CollectListParser(config.access(), config.records().rules());
    this.ranges = config.collect().keys();
    this.store = store;
    this.thread = thread;
    this.listener = listener;
    this.announcer =
        new Announcer(
            () -> listener.changed(entries()),
            config
                .collect()
                .statusKey(connector)
                .map(key -> new StatusWriter(store, key, thread::nanoTime)),
            thread);
    this.registration =
        config
            .collect()
            .agentKey(connector)
            .map(key -> new AgentRegistration(store, key, listener::agent, agentThread));
    this.burst = new Debounce(thread, QUIET, LONGEST_WAIT, this::apply);
    this.last = config.collect().lastList(connector);
    Optional<LastList.Kept> kept = last.flatMap(file -> file.read(parser));
    this.appliedRevision = kept.map(LastList.Kept::revision).orElse(0L);
    this.known =
        new KnownList(
            kept.map(LastList.Kept::entries).orElse(null),
            null,
            "etcd at "
                + config.collect().etcd().orElseThrow().endpoints()
                + " has not answered yet");
  }

  /** Begins to follow the list in etcd. */
  static LiveCollectList follow(FileTailConfig config, String connector, ListListener listener) {
    EtcdSettings etcd = config.collect().etcd().orElseThrow();
    LiveCollectList list =
        new LiveCollectList(
            config,
            connector,
            listener,
            new EtcdListStore(etcd),
            new SerialThread("collect-list-" + connector, LIST_CLOSE_LIMIT),
            new SerialThread("collect-agent-" + connector, AGENT_CLOSE_LIMIT));
    try {
      list.follow();
      return list;
    } catch (RuntimeException failed) {
      list.close();
      throw failed;
    }
  }

  private void check() {
    thread.runAfter(CHECK_EVERY, this::check);
    try {
      listener.check();
      if (outcome != null && known.trouble() == null) {
        last.ifPresent(LastList::confirm);
      }
      showProgress();
    } catch (RuntimeException failed) {
      LOG.warn("It cannot be seen how far the tasks are; trying again", failed);
    }
  }

  /** Begins to follow the list. */
  void follow() {
    thread.runAfter(CHECK_EVERY, this::check);
    registration.ifPresent(AgentRegistration::start);
    store.follow(
        ranges,
        new ListStore.Follower() {
          @Override
          public void onSnapshot(EtcdSnapshot snapshot) {
            thread.run(() -> offered(snapshot));
          }

          @Override
          public void onTrouble(boolean refused, String message) {
            thread.run(() -> troubled(refused, message));
          }

          @Override
          public void onUnchanged() {
            thread.run(LiveCollectList.this::untroubled);
          }
        });
  }

  /** Waits until etcd has answered, well or not, or the time is over. */
  void awaitAnswer(Duration atMost) throws InterruptedException {
    if (!answered.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn(
          "Going on {} a collect list from etcd: {}",
          known.entries() == null ? "without" : "with the last good list, and without",
          known.trouble());
    }
  }

  /**
   * The last good list.
   *
   * @throws ConnectException that says why, where there was none yet
   */
  List<CollectEntry> entries() {
    KnownList now = known;
    if (now.entries() == null) {
      throw new ConnectException(
          "No good collect list was read yet, tasks stay as they are: " + now.trouble());
    }
    return now.entries();
  }

  private void offered(EtcdSnapshot snapshot) {
    newest = snapshot;
    etcdAnswers();
    if (outcome == null) {
      apply();
    } else {
      burst.ring();
    }
  }

  private void apply() {
    EtcdSnapshot snapshot = newest;
    FoundLists lists = new FoundLists(snapshot);
    List<CollectProblem> problems = List.of();
    noteMissingKeys(lists);
    try {
      List<CollectEntry> read = lists.parse(parser);
      boolean changed = !read.equals(known.entries());
      known = known.good(read);
      if (changed) {
        announcer.listChanged();
      }
      last.ifPresent(file -> file.keep(snapshot.revision(), read));
      appliedRevision = snapshot.revision();
      LOG.info(
          "Collect list of revision {}: {} entries{}",
          snapshot.revision(),
          read.size(),
          changed ? "" : ", as before");
      outcome = CollectStatus.applied(snapshot.revision(), progress(), missingKeys);
    } catch (CollectListException bad) {
      known = known.bad(bad.getMessage());
      LOG.error(
          "The collect list of revision {} is bad and takes no effect: {}",
          snapshot.revision(),
          bad.getMessage());
      problems = bad.problems();
      outcome = failed(snapshot.revision(), problems);
    } catch (RuntimeException defect) {
      String message = "it could not be checked, because of a defect of Sluice: " + defect;
      known = known.bad(message);
      LOG.error(
          "The collect list of revision {} takes no effect, because of a defect of Sluice",
          snapshot.revision(),
          defect);
      problems = List.of(unplaced(message));
      outcome = failed(snapshot.revision(), problems);
    } finally {
      answered.countDown();
    }
    listener.outcome(outcome, problems);
    tell();
    FIRST_LOOKS.forEach(delay -> thread.runAfter(delay, this::showProgress));
  }

  /** Tells what became of the newest list, or that etcd refuses to show a newer one. */
  private void tell() {
    CollectStatus status =
        refusal == null
            ? outcome
            : failed(outcome == null ? 0 : outcome.revision(), List.of(refusal));
    listener.shows(status.state());
    announcer.announce(status);
  }

  private CollectStatus failed(long revision, List<CollectProblem> problems) {
    return CollectStatus.failed(revision, appliedRevision, problems, progress(), missingKeys);
  }

  private static CollectProblem unplaced(String message) {
    return new CollectProblem("collect list", 0, 0, "", message);
  }

  private void showProgress() {
    announcer.refresh(status -> status.at(progress()));
  }

  private List<EntryProgress> progress() {
    List<CollectEntry> entries = known.entries();
    return entries == null ? List.of() : listener.progress(entries);
  }

  private void noteMissingKeys(FoundLists lists) {
    List<String> missing = lists.missing(ranges);
    if (!missing.isEmpty() && !missing.equals(missingKeys)) {
      LOG.warn(
          "etcd has no key {}, which collect.keys names; it counts as an empty list. A prefix ends"
              + " in /",
          String.join(", ", missing));
    }
    missingKeys = missing;
  }

  private void troubled(boolean refused, String message) {
    String what = refused ? "etcd refuses to show" : "etcd cannot be reached for";
    known = known.etcdDoesNotAnswer(what + " the list: " + message);
    // The subscription has told the cause.
    LOG.warn(
        "{} the collect list at {}; {}",
        what,
        ranges,
        known.entries() == null
            ? "no good list was read yet, tasks stay as they are"
            : "the last good list stays in effect");
    answered.countDown();
    if (refused) {
      refusal = unplaced(message);
      tell();
    }
  }

  private void untroubled() {
    boolean wasRefused = refusal != null;
    etcdAnswers();
    if (wasRefused && outcome != null) {
      outcome = outcome.at(progress());
      tell();
    }
  }

  private void etcdAnswers() {
    refusal = null;
    known = known.etcdAnswers();
  }

  /** Stops following. Nothing is called any more once this has returned. */
  @Override
  public void close() {
    announcer.close();
    registration.ifPresent(AgentRegistration::close);
    thread.close();
    store.close();
  }
}
