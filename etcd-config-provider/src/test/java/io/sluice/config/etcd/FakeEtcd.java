package io.sluice.config.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** An etcd in memory, with the ways in which a real one fails. Thread-safe. */
final class FakeEtcd {

  private static final String NO_KEY = "";

  private record Change(long revision, String key) {}

  private final SortedMap<String, EtcdValue> values = new TreeMap<>();
  private final SortedMap<String, NotText> notText = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<FakeWatch> watches = new ArrayList<>();
  private long revision = 1;
  private long compacted;
  private EtcdException failure;
  private int failuresLeft;
  private EtcdException unconnectable;
  private int answersLost;
  private boolean mute;
  private Runnable beforeWatch = () -> {};
  private Runnable beforeRequest = () -> {};
  private int connects;
  private int openConnections;
  private int reads;
  private final SortedMap<Long, String> leases = new TreeMap<>(); // the key under each
  private long lastLease;
  private int renewals;
  private int watchesMade;

  static EtcdException unavailable() {
    return new EtcdException("etcd is away", true, null);
  }

  static EtcdException refusal() {
    return new EtcdException("etcd says no", false, null);
  }

  /** Away for a reason that somebody has to do away with. */
  static EtcdException unavailable(String remedy) {
    return new EtcdException("etcd is away", remedy, true, null);
  }

  EtcdConnection connect() {
    synchronized (this) {
      if (unconnectable != null) {
        throw unconnectable;
      }
      connects++;
      openConnections++;
    }
    return new FakeConnection();
  }

  synchronized void put(String key, String value) {
    revision++;
    notText.remove(key);
    values.put(key, new EtcdValue(value, revision));
    changed(key);
  }

  /** Puts bytes that are not UTF-8. */
  synchronized void putNotText(String key) {
    revision++;
    values.remove(key);
    notText.put(key, new NotText(revision, 1, 1));
    changed(key);
  }

  /** Ends a lease, and the key with it. */
  synchronized void expire(long lease) {
    String key = leases.remove(lease);
    if (key != null && !key.equals(NO_KEY)) {
      delete(key);
    }
  }

  synchronized String value(String key) {
    return values.containsKey(key) ? values.get(key).value() : null;
  }

  synchronized Collection<Long> leases() {
    return List.copyOf(leases.keySet());
  }

  synchronized int renewals() {
    return renewals;
  }

  synchronized void delete(String key) {
    revision++;
    values.remove(key);
    changed(key);
  }

  /** As after a restore from a backup: another value at a revision that was there before. */
  synchronized void restore(String key, String value) {
    values.put(key, new EtcdValue(value, values.get(key).modRevision()));
    breakWatches();
  }

  private void changed(String key) {
    changes.add(new Change(revision, key));
    if (!mute) {
      watches.forEach(FakeWatch::ring);
    }
    notifyAll();
  }

  /** Every request fails from now on, and the watches break. */
  synchronized void goAway(EtcdException cause) {
    failNext(Integer.MAX_VALUE, cause);
    breakWatches();
  }

  /** No connection can be made any more, and there is none. */
  synchronized void isOutOfReach(EtcdException cause) {
    goAway(unavailable());
    unconnectable = cause;
  }

  synchronized void comeBack() {
    failuresLeft = 0;
    unconnectable = null;
  }

  synchronized void failNext(int requests, EtcdException cause) {
    failuresLeft = requests;
    failure = cause;
  }

  /** The next replacements happen, and their answers do not arrive. */
  synchronized void loseAnswers(int replacements) {
    answersLost = replacements;
  }

  synchronized void breakWatches() {
    watches.forEach(watch -> watch.doorbell.breakWith(new IllegalStateException("broken")));
  }

  synchronized void compact() {
    compacted = revision;
  }

  /** Watches made so far stay open and say nothing. */
  synchronized void muteWatches(boolean silent) {
    mute = silent;
  }

  synchronized void beforeWatch(Runnable action) {
    beforeWatch = action;
  }

  /** Runs once, in the place of what the next request would find. */
  synchronized void beforeRequest(Runnable action) {
    beforeRequest = action;
  }

  synchronized int connects() {
    return connects;
  }

  synchronized int openConnections() {
    return openConnections;
  }

  synchronized int reads() {
    return reads;
  }

  synchronized int openWatches() {
    return watches.size();
  }

  synchronized int watchesMade() {
    return watchesMade;
  }

  /** Waits until something holds that depends on this fake. */
  synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("The fake etcd did not get there in time");
      }
      wait(Math.min(left, 20));
    }
  }

  private synchronized void request() {
    Runnable action = beforeRequest;
    beforeRequest = () -> {};
    action.run();
    reads++;
    notifyAll();
    if (failuresLeft > 0) {
      failuresLeft--;
      throw failure;
    }
  }

  private final class FakeConnection implements EtcdConnection {

    private boolean closed;

    @Override
    public EtcdSnapshot read(Collection<EtcdRange> ranges, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        return new EtcdSnapshot(
            revision, Ranges.select(values, ranges), Ranges.select(notText, ranges));
      }
    }

    @Override
    public EtcdSnapshot readAt(Collection<EtcdRange> ranges, long at, Duration limit) {
      throw new UnsupportedOperationException("this etcd has no history");
    }

    @Override
    public SortedMap<String, Long> readModRevisions(Collection<EtcdRange> ranges, Duration limit) {
      return read(ranges, limit).modRevisions();
    }

    @Override
    public List<Long> counts(Collection<EtcdRange> ranges, Duration limit) {
      throw new UnsupportedOperationException("nobody asks this etcd how much it holds");
    }

    @Override
    public void put(String key, String value, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        FakeEtcd.this.put(key, value);
      }
    }

    @Override
    public EtcdReplacement replace(
        String key, long modRevision, Optional<String> value, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        EtcdValue found = values.get(key);
        if ((found == null ? 0 : found.modRevision()) != modRevision) {
          return EtcdReplacement.refused(revision, Optional.ofNullable(found));
        }
        value.ifPresentOrElse(
            text -> FakeEtcd.this.put(key, text), () -> FakeEtcd.this.delete(key));
        if (answersLost > 0) {
          answersLost--;
          throw unavailable();
        }
        return EtcdReplacement.made(revision);
      }
    }

    @Override
    public long grant(Duration lifetime, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        leases.put(++lastLease, NO_KEY);
        return lastLease;
      }
    }

    @Override
    public void putLeased(long lease, String key, String value, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        if (!leases.containsKey(lease)) {
          throw refusal();
        }
        FakeEtcd.this.put(key, value);
        leases.replaceAll((id, its) -> id == lease ? key : its.equals(key) ? NO_KEY : its);
      }
    }

    @Override
    public boolean renew(long lease, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        renewals++;
        return leases.containsKey(lease);
      }
    }

    @Override
    public void revoke(long lease, Duration limit) {
      synchronized (FakeEtcd.this) {
        request();
        expire(lease);
      }
    }

    @Override
    public Watch watch(Collection<EtcdRange> ranges, long fromRevision, Doorbell doorbell) {
      synchronized (FakeEtcd.this) {
        Runnable action = beforeWatch;
        beforeWatch = () -> {};
        action.run();
        FakeWatch watch = new FakeWatch(ranges, fromRevision, doorbell);
        watches.add(watch);
        watchesMade++;
        if (fromRevision <= compacted) {
          doorbell.breakWith(new IllegalStateException("compacted"));
        }
        if (!mute) {
          watch.ring();
        }
        FakeEtcd.this.notifyAll();
        return watch;
      }
    }

    @Override
    public void close() {
      synchronized (FakeEtcd.this) {
        if (!closed) {
          closed = true;
          openConnections--;
        }
      }
    }
  }

  private final class FakeWatch implements EtcdConnection.Watch {

    private final Collection<EtcdRange> ranges;
    private final long fromRevision;
    private final Doorbell doorbell;

    FakeWatch(Collection<EtcdRange> ranges, long fromRevision, Doorbell doorbell) {
      this.ranges = ranges;
      this.fromRevision = fromRevision;
      this.doorbell = doorbell;
    }

    void ring() {
      for (Change change : changes) {
        if (change.revision() >= fromRevision && Ranges.cover(ranges, change.key())) {
          doorbell.ring(change.revision());
        }
      }
    }

    @Override
    public void close() {
      synchronized (FakeEtcd.this) {
        watches.remove(this);
        FakeEtcd.this.notifyAll();
      }
    }
  }
}
