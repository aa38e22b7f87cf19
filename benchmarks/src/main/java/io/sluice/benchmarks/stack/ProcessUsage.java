package io.sluice.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process uses of the machine from a moment on, as {@code /proc} tells (proc(5)). Of one
 * that has ended, what it told last.
 */
final class ProcessUsage {

  /** A tick is 10 ms on every Linux that Java runs on. */
  private static final long MILLIS_PER_TICK = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private final Path process;
  private final long ticksBefore;
  private long ticks;
  private long peakKilobytes;

  /** From now on. */
  ProcessUsage(long pid) {
    this.process = Path.of("/proc/" + pid);
    look();
    this.ticksBefore = ticks;
  }

  /** Notes how things stand. */
  void look() {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long now = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      ticks = Math.max(ticks, now);
      peakKilobytes =
          Files.readString(process.resolve("status"))
              .lines()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(peakKilobytes);
    } catch (IOException ended) {
      // What it told last has to do.
      return;
    }
  }

  /** The CPU time of all of its threads, up to the last look. */
  Duration cpu() {
    return Duration.ofMillis((ticks - ticksBefore) * MILLIS_PER_TICK);
  }

  /** The most memory that it ever had, resident. */
  long peakMegabytes() {
    return peakKilobytes / 1024;
  }
}
