package io.sluice.connect.filetail.folder;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A watch that tells what a test has happen. */
public final class ManualWatch implements FolderWatch {

  /** The folders that can be watched. */
  public final Set<Path> watchable = new HashSet<>();

  private final Deque<Consumer<Changes>> happened = new ArrayDeque<>();
  private final LongConsumer sleep;
  private boolean closed;

  /**
   * @param sleep lets the nanoseconds pass
   */
  public ManualWatch(LongConsumer sleep) {
    this.sleep = sleep;
  }

  public void happen(Consumer<Changes> change) {
    happened.add(change);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean watch(Path folder) {
    return watchable.contains(folder);
  }

  @Override
  public void await(long nanos, Changes changes) {
    if (happened.isEmpty()) {
      sleep.accept(nanos);
    }
    while (!happened.isEmpty()) {
      happened.remove().accept(changes);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
