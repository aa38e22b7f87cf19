package io.sluice.connect.elasticsearch.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Time that passes only when told to, and when somebody waits for an answer in vain. */
final class FakeTime implements Mailbox, LongSupplier {

  private final Deque<Runnable> entries = new ArrayDeque<>();
  long now = 1_000_000;

  @Override
  public long getAsLong() {
    return now;
  }

  @Override
  public void execute(Runnable entry) {
    entries.add(entry);
  }

  @Override
  public boolean runNext(long timeoutMillis) {
    if (entries.isEmpty()) {
      now += Math.max(0, timeoutMillis);
      return false;
    }
    entries.remove().run();
    return true;
  }
}
