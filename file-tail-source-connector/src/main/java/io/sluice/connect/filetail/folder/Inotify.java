package io.sluice.connect.filetail.folder;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches folders through the JDK's {@link WatchService}, which is inotify on Linux.
 *
 * <p>A watch belongs to a folder and not to its name. So each is checked now and then: where the
 * name is another folder's, that one is watched instead; where nobody asks for it any more, it
 * ends.
 *
 * <p>Not thread-safe: the task's thread owns it. The JDK adds a thread of its own, which ends with
 * {@link #close}.
 */
public final class Inotify implements FolderWatch {

  private static final Logger LOG = LoggerFactory.getLogger(Inotify.class);
  private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long UNASKED_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long REFUSED_NANOS = Duration.ofMinutes(1).toNanos();

  /** A folder and its watch; without a key it cannot be watched for now. */
  private static final class Watched {
    private WatchKey key;
    private Object folder;
    private long checked;
    private long asked;
  }

  private final WatchService service;
  private final LongSupplier nanoTime;
  private final LocalFileSystems local = new LocalFileSystems();
  private final Map<Path, Watched> watched = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private long nextCleaning;

  private Inotify(WatchService service, LongSupplier nanoTime) {
    this.service = service;
    this.nanoTime = nanoTime;
    this.nextCleaning = nanoTime.getAsLong() + UNASKED_NANOS;
  }

  /**
   * @param nanoTime like {@link System#nanoTime}
   * @return a watch that never tells anything, where the system has none to give
   */
  public static FolderWatch orPolling(LongSupplier nanoTime) {
    try {
      return new Inotify(FileSystems.getDefault().newWatchService(), nanoTime);
    } catch (IOException | UnsupportedOperationException none) {
      LOG.warn(
          "Folders cannot be watched, so files are looked at more often; raise"
              + " fs.inotify.max_user_instances (sysctl) if that is the reason: {}",
          none.toString());
      return new Polling();
    }
  }

  @Override
  public boolean watch(Path folder) {
    long now = nanoTime.getAsLong();
    Watched one = watched.get(folder);
    if (one == null) {
      one = new Watched();
      one.checked = now - REFUSED_NANOS;
      watched.put(folder, one);
    }
    one.asked = now;
    if (now - one.checked >= (one.key == null ? REFUSED_NANOS : CHECK_NANOS)) {
      one.checked = now;
      check(folder, one);
    }
    clean(now);
    return one.key != null;
  }

  private void check(Path folder, Watched one) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      if (one.key != null && one.key.isValid() && key.equals(one.folder)) {
        return;
      }
      cancel(one);
      if (!local.hold(folder)) {
        tell(
            "Files on the file system "
                + local.type(folder)
                + " are looked at by polling, for changes made elsewhere are not told; the first: "
                + folder);
        return;
      }
      one.folder = key;
      one.key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (NoSuchFileException | NotDirectoryException gone) {
      // To be looked for again soon.
      cancel(one);
      one.checked -= REFUSED_NANOS - CHECK_NANOS;
    } catch (IOException refused) {
      cancel(one);
      tell(
          "A folder cannot be watched, so that its files are looked at by polling; raise"
              + " fs.inotify.max_user_watches (sysctl) if that is the reason. The first: "
              + folder
              + ": "
              + refused);
    }
  }

  private void tell(String message) {
    if (told.add(message.substring(0, message.indexOf(';')))) {
      LOG.warn("{}", message);
    }
  }

  private static void cancel(Watched one) {
    if (one.key != null) {
      one.key.cancel();
      one.key = null;
    }
  }

  private void clean(long now) {
    if (now - nextCleaning >= 0) {
      nextCleaning = now + UNASKED_NANOS;
      watched
          .values()
          .removeIf(
              one -> {
                boolean unasked = now - one.asked >= UNASKED_NANOS;
                if (unasked) {
                  cancel(one);
                }
                return unasked;
              });
    }
  }

  @Override
  public void await(long nanos, Changes changes) throws InterruptedException {
    WatchKey key = nanos > 0 ? service.poll(nanos, TimeUnit.NANOSECONDS) : service.poll();
    for (; key != null; key = service.poll()) {
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
          changes.unknown();
        } else {
          Path folder = (Path) key.watchable();
          changes.changed(
              folder.resolve((Path) event.context()),
              event.kind() != StandardWatchEventKinds.ENTRY_MODIFY);
        }
      }
      if (!key.reset()) {
        forget(key, changes);
      }
    }
  }

  /** The folder is gone, or has another name: whoever asks for it has it looked for at once. */
  private void forget(WatchKey key, Changes changes) {
    Path folder = (Path) key.watchable();
    Watched one = watched.get(folder);
    if (one != null && one.key == key) {
      watched.remove(folder);
      changes.changed(folder, true);
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException failed) {
      LOG.warn("The watch of folders cannot be closed", failed);
    }
  }
}
