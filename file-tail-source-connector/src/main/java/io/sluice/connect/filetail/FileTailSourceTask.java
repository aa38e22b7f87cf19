package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.folder.FolderWatch;
import io.sluice.connect.filetail.folder.Inotify;
import io.sluice.connect.filetail.follow.EntryToFollow;
import io.sluice.connect.filetail.follow.FollowedFiles;
import io.sluice.connect.filetail.metrics.TaskMetrics;
import io.sluice.connect.filetail.record.LineRecords;
import io.sluice.connect.filetail.record.Origin;
import io.sluice.connect.filetail.record.ReadTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of some collect-list entries, on the one thread that Connect calls it on.
 *
 * <p>A task may have been started with a list that no longer holds: when a worker starts, the tasks
 * have what Connect was told when they were started last, and the connector is not there yet; and
 * when the list has changed, it takes Connect some time to end them. Such a task waits to be told,
 * but not for long: the one who tells it may be on another worker, or may have no list.
 */
public final class FileTailSourceTask extends SourceTask {

  private static final Logger LOG = LoggerFactory.getLogger(FileTailSourceTask.class);

  private static final long FIRST_SHOW_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long SHOW_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoTime;
  private final Function<LongSupplier, FolderWatch> watch;
  private final ReadTime readTime;
  private TaskMetrics metrics;
  private Optional<LiveTasks.Seat> seat = Optional.empty();

  private int index;
  private long nextShow;

  /** When it began to wait, in nanoseconds; null while there is nothing to wait for. */
  private Long waitingSince;

  private boolean waitedInVain;
  private FollowedFiles files;

  /** Called by Connect. */
  public FileTailSourceTask() {
    this(Clock.systemUTC(), System::nanoTime, Inotify::orPolling);
  }

  FileTailSourceTask(
      Clock clock, LongSupplier nanoTime, Function<LongSupplier, FolderWatch> watch) {
    this.nanoTime = nanoTime;
    this.watch = watch;
    this.readTime = new ReadTime(clock);
  }

  @Override
  public String version() {
    return BuildVersion.read();
  }

  @Override
  public void start(Map<String, String> options) {
    FileTailTaskConfig task = new FileTailTaskConfig(options);
    FileTailConfig config = task.config();
    metrics = new TaskMetrics(context, config.files().maxWithMetrics(), nanoTime);
    files =
        new FollowedFiles(
            config.access().paths(),
            config.files().maxOpen(),
            paths -> positions(config.collect().host(), paths),
            new FolderListings(nanoTime),
            watch.apply(nanoTime),
            metrics,
            nanoTime);
    index = task.place().map(FileTailTaskConfig.Place::index).orElse(0);
    seat = task.place().map(place -> LiveTasks.of(place.connector()).join(place.index(), options));
    follow(takeChange().orElse(task));
  }

  private void show() {
    long now = nanoTime.getAsLong();
    if (seat.isPresent() && now - nextShow >= 0) {
      nextShow = now + SHOW_EVERY_NANOS;
      seat.get().show(files.progress(index));
    }
  }

  private boolean isToWait() {
    if (seat.isEmpty() || seat.get().isCurrent()) {
      waitingSince = null;
      waitedInVain = false;
      return false;
    }
    if (waitedInVain) {
      return false;
    }
    long now = nanoTime.getAsLong();
    if (waitingSince == null) {
      waitingSince = now;
      LOG.info("Waiting to be told whether the collect list still holds");
    }
    waitedInVain = now - waitingSince >= LONGEST_WAIT_NANOS;
    if (waitedInVain) {
      LOG.warn("Was not told whether the collect list still holds; going on with it");
    }
    return !waitedInVain;
  }

  private Optional<FileTailTaskConfig> takeChange() {
    return seat.flatMap(LiveTasks.Seat::takeChange);
  }

  private void follow(FileTailTaskConfig task) {
    files.follow(task.entries().stream().map(entry -> toFollow(entry, task)).toList());
    nextShow = nanoTime.getAsLong() + FIRST_SHOW_NANOS;
    LOG.info("Following {}", task.entries().stream().map(CollectEntry::path).toList());
  }

  private EntryToFollow toFollow(CollectEntry entry, FileTailTaskConfig task) {
    FileTailConfig config = task.config();
    return new EntryToFollow(
        entry,
        task.rivals(entry),
        task.others(entry),
        config.tailSettings(entry),
        entry.start().orElse(config.files().startPosition()),
        path ->
            LineRecords.of(
                entry.format().orElse(config.records().format()),
                new Origin(config.collect().host(), path, entry.topic(), entry.fields()),
                config.records().key(),
                readTime));
  }

  private Map<Path, FilePosition> positions(String host, Collection<Path> paths) {
    List<Map<String, Object>> partitions =
        paths.stream().map(path -> Origin.partition(host, path.toString())).toList();
    Map<Map<String, Object>, Map<String, Object>> offsets =
        context.offsetStorageReader().offsets(partitions);
    Map<Path, FilePosition> positions = new HashMap<>();
    for (Path path : paths) {
      Map<String, Object> partition = Origin.partition(host, path.toString());
      Map<String, Object> offset = offsets.get(partition);
      if (offset != null) {
        positions.put(path, FileTailOffsets.position(partition, offset));
      }
    }
    return positions;
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    readTime.update();
    takeChange().ifPresent(this::follow);
    if (isToWait()) {
      seat.orElseThrow().await();
      return null;
    }
    List<SourceRecord> records = files.read();
    metrics.update();
    show();
    if (records.isEmpty()) {
      files.await();
      return null;
    }
    return records;
  }

  @Override
  public void stop() {
    seat.ifPresent(LiveTasks.Seat::leave);
    if (metrics != null) {
      metrics.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
