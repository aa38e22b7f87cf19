package io.sluice.connect.elasticsearch.bulk;

import java.util.concurrent.Executor;

/**
 * The one hand-off between threads: whoever completes a request leaves here what the task's thread
 * is to do about it, and that thread does it when it comes by.
 */
interface Mailbox extends Executor {

  /**
   * Runs the oldest entry on the calling thread, waiting for one if need be.
   *
   * @return whether there was one in time
   */
  boolean runNext(long timeoutMillis);
}
