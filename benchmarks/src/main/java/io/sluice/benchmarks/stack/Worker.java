package io.sluice.benchmarks.stack;

import io.sluice.localstack.client.ConnectRest;
import java.util.List;
import java.util.Optional;

/** A Connect worker whose use of the machine is measured. */
public final class Worker {

  private final ConnectRest connect;
  private final long pid;
  private final HeapLog heap;

  Worker(ConnectRest connect, long pid, HeapLog heap) {
    this.connect = connect;
    this.pid = pid;
    this.heap = heap;
  }

  public ConnectRest connect() {
    return connect;
  }

  /** What is alive on its heap, in bytes; it collects all garbage for that. */
  public long liveHeapBytes() {
    return LiveHeap.bytes(pid);
  }

  /** What it uses from now on. */
  public Usage usage() {
    return new Usage(List.of(pid), Optional.of(heap.now()));
  }
}
