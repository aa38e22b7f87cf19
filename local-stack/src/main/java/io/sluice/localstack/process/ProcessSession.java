package io.sluice.localstack.process;

import io.sluice.localstack.await.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server's process together with everything it has started.
 *
 * <p>Each server leads a session of its own (setsid), so that what it started can be found even
 * after it is dead: Elasticsearch's launcher starts the node as its child. A pid alone may have
 * been given to a stranger since it was written down; with the start time it is unmistakable.
 *
 * @param leader pid of the server's process
 * @param startTicks its start, in clock ticks since boot
 */
public record ProcessSession(long leader, long startTicks) {

  /** A process that waits for a busy disk dies when that has answered. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(60);

  static ProcessSession of(Process process) {
    long pid = process.pid();
    return new ProcessSession(pid, ProcStat.of(pid).map(ProcStat::startTicks).orElse(-1L));
  }

  /** Whether the server's own process lives. */
  public boolean isAlive() {
    return leaderStat().isPresent();
  }

  /** The pids of all of it that lives. */
  public List<Long> members() {
    Optional<ProcStat> atPid = ProcStat.of(leader);
    if (atPid.isPresent() && atPid.get().startTicks() != startTicks) {
      return List.of();
    }
    List<Long> members =
        new ArrayList<>(
            ProcStat.inSession(leader).stream()
                .filter(stat -> stat.startTicks() >= startTicks)
                .map(ProcStat::pid)
                .toList());
    if (atPid.isPresent() && !members.contains(leader)) {
      members.add(leader);
    }
    return members;
  }

  /**
   * Ends it: SIGTERM, then SIGKILL for what is left when the patience is over.
   *
   * @param waiting hears, several times a second, how long it has been
   * @return whether it ended by itself
   */
  public boolean stop(Duration patience, Consumer<Duration> waiting) {
    List<Long> members = members();
    if (members.contains(leader)) {
      ProcessHandle.of(leader).ifPresent(ProcessHandle::destroy);
    } else {
      members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
    }
    long start = System.nanoTime();
    long deadline = start + patience.toNanos();
    Await.until(
        () -> "the end of " + members(),
        patience.plus(KILL_LIMIT),
        () -> {
          waiting.accept(Duration.ofNanos(System.nanoTime() - start));
          return members().isEmpty() || System.nanoTime() >= deadline;
        });
    if (members().isEmpty()) {
      return true;
    }
    kill();
    return false;
  }

  /** Ends all of it with SIGKILL and returns when it is gone. */
  public void kill() {
    Await.until(
        () -> "the end of the killed " + members(),
        KILL_LIMIT,
        () -> {
          List<Long> members = members();
          members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
          return members.isEmpty();
        });
  }

  private Optional<ProcStat> leaderStat() {
    return ProcStat.of(leader).filter(stat -> stat.startTicks() == startTicks);
  }
}
