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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of some collect-list entries, on the one thread that Connect calls it on. */
public final class FileTailSourceTask extends SourceTask {

  private static final Logger LOG = LoggerFactory.getLogger(FileTailSourceTask.class);

  private final LongSupplier nanoTime;
  private final Function<LongSupplier, FolderWatch> watch;
  private final ReadTime readTime;
  private TaskMetrics metrics;
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
    files.add(task.entries().stream().map(entry -> toFollow(entry, task)).toList());
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
    List<SourceRecord> records = files.read();
    metrics.update();
    if (records.isEmpty()) {
      files.await();
      return null;
    }
    return records;
  }

  @Override
  public void stop() {
    if (metrics != null) {
      metrics.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
