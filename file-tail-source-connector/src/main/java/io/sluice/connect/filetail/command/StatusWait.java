package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Waits until connectors have looked at what was written. */
final class StatusWait {

  private final Etcd etcd;
  private final LongSupplier nanoTime;
  private final Consumer<String> trouble;

  /**
   * @param trouble hears why etcd does not answer for now, and what else is in the way
   */
  StatusWait(Etcd etcd, LongSupplier nanoTime, Consumer<String> trouble) {
    this.etcd = etcd;
    this.nanoTime = nanoTime;
    this.trouble = trouble;
  }

  /**
   * The statuses that tell of that revision or a later one, by their keys; not all of them where
   * the time was over before.
   */
  Map<String, CollectStatus> until(long revision, Collection<String> statusKeys, Duration limit) {
    List<EtcdRange> ranges =
        statusKeys.stream().distinct().map(key -> new EtcdRange(key, false)).toList();
    Map<String, CollectStatus> told = new TreeMap<>();
    if (ranges.isEmpty()) {
      return told;
    }
    long end = nanoTime.getAsLong() + limit.toNanos();
    BlockingQueue<EtcdSnapshot> snapshots = new LinkedBlockingQueue<>();
    Etcd.Following following = etcd.follow(ranges, snapshots::add, trouble);
    try {
      while (told.size() < ranges.size()) {
        EtcdSnapshot next =
            snapshots.poll(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
        if (next == null) {
          return told;
        }
        told.putAll(newerThan(revision, next));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      following.close();
    }
    return told;
  }

  private Map<String, CollectStatus> newerThan(long revision, EtcdSnapshot snapshot) {
    Map<String, CollectStatus> newer = new TreeMap<>();
    snapshot
        .values()
        .forEach(
            (key, value) -> {
              try {
                CollectStatus status = CollectStatus.read(value.value());
                if (status.revision() >= revision) {
                  newer.put(key, status);
                }
              } catch (IllegalArgumentException foreign) {
                trouble.accept("etcd key " + key + " " + foreign.getMessage());
              }
            });
    return newer;
  }
}
