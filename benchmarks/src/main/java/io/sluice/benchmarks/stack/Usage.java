package io.sluice.benchmarks.stack;

import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a server, which may be several processes, uses of the machine from a moment on. */
public final class Usage {

  private final List<ProcessUsage> processes;
  private final Optional<HeapLog.Since> heap;

  Usage(List<Long> pids, Optional<HeapLog.Since> heap) {
    this.processes = pids.stream().map(ProcessUsage::new).toList();
    this.heap = heap;
  }

  /** Of a process without a heap log, from now on. */
  public static Usage of(long pid) {
    return new Usage(List.of(pid), Optional.empty());
  }

  /** Notes how things stand, for the case that it ends. */
  public void look() {
    processes.forEach(ProcessUsage::look);
  }

  /** The CPU time up to the last look. */
  public Duration cpu() {
    return processes.stream().map(ProcessUsage::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** The CPU time up to the last look, in microseconds for each of so many. */
  public double cpuMicrosFor(long units) {
    return cpu().toNanos() / 1e3 / units;
  }

  /** Puts the memory that it has used to what was measured. */
  public Measurement addMemory(Measurement measured) {
    long megabytes = processes.stream().mapToLong(ProcessUsage::peakMegabytes).sum();
    Measurement more = measured.with(Quantity.PEAK_MEGABYTES, megabytes);
    return heap.map(since -> more.with(Quantity.HEAP_MEGABYTES, since.megabytes())).orElse(more);
  }
}
