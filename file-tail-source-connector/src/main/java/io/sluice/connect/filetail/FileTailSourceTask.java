package io.sluice.connect.filetail;

import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.file.FilePosition;
import io.sluice.connect.filetail.file.FileTail;
import io.sluice.connect.filetail.file.ReadBuffer;
import io.sluice.connect.filetail.file.TailContext;
import io.sluice.connect.filetail.folder.FolderListings;
import io.sluice.connect.filetail.record.LineRecords;
import io.sluice.connect.filetail.record.Origin;
import io.sluice.connect.filetail.record.ReadTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of some collect-list entries, in turn, on the one thread that Connect calls it
 * on.
 */
public final class FileTailSourceTask extends SourceTask {

  private static final Logger LOG = LoggerFactory.getLogger(FileTailSourceTask.class);

  /** Enough to keep the producer busy; one more file's buffer may come on top. */
  private static final int ENOUGH_RECORDS = 2000;

  private record Followed(FileTail tail, LineRecords records) {}

  private final LongSupplier nanoTime;
  private final IdleWait idle;
  private final ReadTime readTime;
  private final ReadBuffer buffer = new ReadBuffer();
  private final List<Followed> files = new ArrayList<>();
  private int next;

  /** Called by Connect. */
  public FileTailSourceTask() {
    this(Clock.systemUTC(), System::nanoTime, new IdleWait());
  }

  FileTailSourceTask(Clock clock, LongSupplier nanoTime, IdleWait idle) {
    this.nanoTime = nanoTime;
    this.idle = idle;
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
    List<Map<String, Object>> partitions =
        task.entries().stream()
            .map(entry -> Origin.partition(config.host(), entry.path()))
            .toList();
    Map<Map<String, Object>, Map<String, Object>> offsets =
        context.offsetStorageReader().offsets(partitions);
    FolderListings listings = new FolderListings(nanoTime);
    for (CollectEntry entry : task.entries()) {
      Origin origin = new Origin(config.host(), entry.path(), entry.topic(), entry.fields());
      Map<String, Object> offset = offsets.get(origin.partition());
      Optional<FilePosition> committed =
          Optional.ofNullable(offset)
              .map(found -> FileTailOffsets.position(origin.partition(), found));
      FileTail tail =
          new FileTail(
              Path.of(entry.path()),
              committed,
              entry.start().orElse(config.startPosition()),
              new TailContext(config.tailSettings(entry), listings, nanoTime));
      LineRecords records =
          LineRecords.of(
              entry.format().orElse(config.recordFormat()), origin, config.recordKey(), readTime);
      files.add(new Followed(tail, records));
    }
    LOG.info("Following {}", task.entries().stream().map(CollectEntry::path).toList());
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    readTime.update();
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < files.size() && records.size() < ENOUGH_RECORDS; i++) {
      Followed file = files.get(next);
      next = (next + 1) % files.size();
      file.tail().read(buffer, line -> records.add(file.records().record(line)));
    }
    if (records.isEmpty()) {
      idle.await();
      return null;
    }
    idle.reset();
    return records;
  }

  @Override
  public void stop() {
    for (Followed file : files) {
      try {
        file.tail().close();
      } catch (IOException failed) {
        LOG.warn("{}: cannot be closed", file.tail().path(), failed);
      }
    }
    files.clear();
  }
}
