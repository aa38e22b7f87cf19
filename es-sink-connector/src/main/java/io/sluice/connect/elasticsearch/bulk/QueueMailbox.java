package io.sluice.connect.elasticsearch.bulk;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;

/** A mailbox of unlimited room: it holds one entry for each request under way at most. */
final class QueueMailbox implements Mailbox {

  private final BlockingQueue<Runnable> entries = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable entry) {
    entries.add(entry);
  }

  @Override
  public boolean runNext(long timeoutMillis) {
    Runnable entry;
    try {
      entry =
          timeoutMillis <= 0 ? entries.poll() : entries.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for Elasticsearch", e);
    }
    if (entry == null) {
      return false;
    }
    entry.run();
    return true;
  }
}
