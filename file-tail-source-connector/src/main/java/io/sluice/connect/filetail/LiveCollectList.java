package io.sluice.connect.filetail;

import io.sluice.config.etcd.EtcdClient;
import io.sluice.config.etcd.EtcdException;
import io.sluice.config.etcd.EtcdListener;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.config.etcd.EtcdSubscription;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collect list as etcd holds it, followed for as long as the connector runs.
 *
 * <p>The subscription's thread alone reads new lists and writes their status. It hands a good list
 * over through one volatile field, which the herder's thread reads without waiting; a bad one
 * changes nothing.
 */
final class LiveCollectList implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCollectList.class);

  private final FileTailConfig config;
  private final CollectListParser parser;
  private final Optional<String> statusKey;
  private final Runnable onChange;
  private final EtcdClient etcd;
  private final EtcdSubscription subscription;
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile List<CollectEntry> entries;
  private volatile String trouble;
  private long appliedRevision;

  /**
   * @param onChange called on the subscription's thread after a good list took the place of another
   */
  LiveCollectList(FileTailConfig config, String connector, Runnable onChange) {
    this.config = config;
    this.parser = new CollectListParser(config.access(), config.valueConverter());
    this.statusKey = config.statusKey(connector);
    this.onChange = onChange;
    this.trouble = "etcd at " + config.etcd().orElseThrow().endpoints() + " has not answered yet";
    this.etcd = EtcdClient.acquire(config.etcd().orElseThrow());
    try {
      this.subscription = etcd.subscribe(config.collectKeys(), new Listener());
    } catch (RuntimeException failed) {
      etcd.close();
      throw failed;
    }
  }

  /** Waits until etcd has answered, well or not, or the time is over. */
  void awaitAnswer(Duration atMost) throws InterruptedException {
    if (!answered.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Going on without a collect list: {}", trouble);
    }
  }

  /** The last good list; nothing while there was none. */
  Optional<List<CollectEntry>> entries() {
    return Optional.ofNullable(entries);
  }

  /** Why there is no list, or no newer one. */
  String trouble() {
    return trouble;
  }

  /** The lists of a snapshot by the name that problems give them. */
  static Map<String, String> sources(EtcdSnapshot snapshot) {
    Map<String, String> sources = new LinkedHashMap<>();
    snapshot.values().forEach((key, value) -> sources.put("etcd key " + key, value.value()));
    return sources;
  }

  @Override
  public void close() {
    subscription.close();
    etcd.close();
  }

  private final class Listener implements EtcdListener {

    @Override
    public void onSnapshot(EtcdSnapshot snapshot) {
      try {
        apply(snapshot);
      } finally {
        answered.countDown();
      }
    }

    private void apply(EtcdSnapshot snapshot) {
      CollectStatus status;
      boolean changed = false;
      try {
        List<CollectEntry> read = parser.parse(sources(snapshot));
        changed = !read.equals(entries);
        boolean first = entries == null;
        entries = read;
        trouble = null;
        appliedRevision = snapshot.revision();
        LOG.info(
            "Collect list of revision {}: {} entries{}",
            snapshot.revision(),
            read.size(),
            changed && !first ? ", changed" : "");
        status = CollectStatus.applied(snapshot.revision(), read);
      } catch (CollectListException bad) {
        trouble = bad.getMessage();
        LOG.error(
            "The collect list of revision {} is bad and takes no effect: {}",
            snapshot.revision(),
            bad.getMessage());
        status = CollectStatus.failed(snapshot.revision(), appliedRevision, bad.problems());
      }
      if (changed) {
        onChange.run();
      }
      write(status);
    }

    private void write(CollectStatus status) {
      if (statusKey.isPresent()) {
        try {
          etcd.put(statusKey.get(), status.toJson());
        } catch (EtcdException failed) {
          LOG.warn(
              "The status of the collect list could not be written to {}", statusKey.get(), failed);
        }
      }
    }

    @Override
    public void onUnreachable(EtcdException failed) {
      trouble = failed.getMessage();
      LOG.warn(
          "etcd cannot be reached; the last good collect list stays in effect ({})",
          config.collectKeys(),
          failed);
      answered.countDown();
    }
  }
}
