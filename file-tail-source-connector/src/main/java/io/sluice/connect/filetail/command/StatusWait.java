package io.sluice.connect.filetail.command;

import io.sluice.config.etcd.EtcdRange;
import io.sluice.config.etcd.EtcdSnapshot;
import io.sluice.connect.filetail.collect.CollectStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

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
   *
   * @param others keys of statuses that are not waited for
   */
  Map<String, CollectStatus> until(
      long revision, Collection<String> statusKeys, Collection<String> others, Duration limit) {
    Map<String, CollectStatus> told = new TreeMap<>();
    if (statusKeys.isEmpty()) {
      return told;
    }
    List<EtcdRange> ranges =
        Stream.concat(statusKeys.stream(), others.stream())
            .distinct()
            .map(key -> new EtcdRange(key, false))
            .toList();
    long end = nanoTime.getAsLong() + limit.toNanos();
    BlockingQueue<EtcdSnapshot> snapshots = new LinkedBlockingQueue<>();
    Set<String> foreign = new HashSet<>();
    Etcd.Following following = etcd.follow(ranges, snapshots::add, trouble);
    try {
      while (!told.keySet().containsAll(statusKeys)) {
        EtcdSnapshot next =
            snapshots.poll(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
        if (next == null) {
          return told;
        }
        told.putAll(newerThan(revision, next, why -> once(why, foreign)));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      following.close();
    }
    return told;
  }

  private void once(String why, Set<String> told) {
    if (told.add(why)) {
      trouble.accept(why);
    }
  }

  private static Map<String, CollectStatus> newerThan(
      long revision, EtcdSnapshot snapshot, Consumer<String> foreign) {
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
              } catch (IllegalArgumentException other) {
                foreign.accept("etcd key " + key + " " + other.getMessage());
              }
            });
    snapshot
        .notText()
        .keySet()
        .forEach(key -> foreign.accept("etcd key " + key + " " + Fleet.NOT_TEXT));
    return newer;
  }
}
