package io.sluice.connect.filetail.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the metrics of a task and of its files in Connect's own.
 *
 * <p>A file's metrics cost a worker some 10 kB, so only so many files have metrics of their own:
 * those that were active first. All count in the task's.
 *
 * <p>Connect removes a task's metrics only after its producer was closed, which may take half a
 * minute; the task's successor may be there before. So they are removed when the task is stopped,
 * and where names are still taken, it is tried again.
 */
public final class TaskMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);
  private static final String FILE_TAG = "file";
  private static final int MOST_PER_UPDATE = 10;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TaskCounts totals = new TaskCounts();
  private final int mostFiles;
  private final LongSupplier nanoTime;
  private final Map<FileCounts, ConnectGauges.Group> files = new HashMap<>();

  /** Null where the worker has no metrics for plugins. */
  private final ConnectGauges gauges;

  private ConnectGauges.Group task;
  private boolean toldFull;
  private boolean toldTaken;
  private long nextTry;

  /**
   * @param mostFiles that have metrics of their own
   * @param nanoTime like {@link System#nanoTime}
   */
  public TaskMetrics(SourceTaskContext context, int mostFiles, LongSupplier nanoTime) {
    this.mostFiles = mostFiles;
    this.nanoTime = nanoTime;
    this.gauges = gauges(context);
    this.nextTry = nanoTime.getAsLong();
    totals.wantsActivated(gauges != null && mostFiles > 0);
    update();
  }

  private static ConnectGauges gauges(SourceTaskContext context) {
    try {
      return new ConnectGauges(context);
    } catch (LinkageError older) {
      LOG.info("This worker has no metrics for plugins, Kafka 4.1 and later have: none are shown");
      return null;
    }
  }

  /** Counts a file from now on. */
  public void add(FileCounts file) {
    file.joins(totals);
  }

  /** Stops counting a file that is not followed any more; what it has counted stays. */
  public void remove(FileCounts file) {
    totals.activated().remove(file);
    ConnectGauges.Group group = files.remove(file);
    if (group != null) {
      gauges.remove(group);
      totals.wantsActivated(true);
    }
    file.leaves();
  }

  /** Counts a folder that a glob leads to, out of those that are allowed. */
  public void refusedFolder() {
    totals.add(Metric.ACCESS_REFUSED, 1);
  }

  /** Says how many globs files are looked for. */
  public void addGlobs(int more) {
    totals.add(Metric.GLOBS, more);
  }

  /** Shows the files that have become active; to be called now and then. */
  public void update() {
    if (gauges == null || (task != null && totals.activated().isEmpty())) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - nextTry < 0) {
      return;
    }
    try {
      show();
      toldTaken = false;
    } catch (IllegalArgumentException taken) {
      nextTry = now + RETRY_NANOS;
      if (!toldTaken) {
        toldTaken = true;
        LOG.info("Metrics are shown later, an earlier run of this task has not ended yet", taken);
      }
    }
  }

  private void show() {
    if (task == null) {
      task = gauges.add(Metric.ofTask(), Metric::taskName, new LinkedHashMap<>(), totals::value);
    }
    Queue<FileCounts> activated = totals.activated();
    for (int i = 0; i < MOST_PER_UPDATE && !activated.isEmpty() && files.size() < mostFiles; i++) {
      FileCounts file = activated.element();
      LinkedHashMap<String, String> tags = new LinkedHashMap<>();
      tags.put(FILE_TAG, file.path().toString());
      files.put(file, gauges.add(Metric.ofFile(), Metric::fileName, tags, file::value));
      activated.remove();
    }
    if (files.size() >= mostFiles && !activated.isEmpty()) {
      full(activated);
    }
  }

  private void full(Queue<FileCounts> activated) {
    totals.wantsActivated(false);
    activated.forEach(FileCounts::isNotActivated);
    activated.clear();
    if (!toldFull) {
      toldFull = true;
      LOG.info(
          "{} files have metrics of their own, no more get them (metrics.max.files); all count in"
              + " the task's",
          mostFiles);
    }
  }

  /** Removes all. */
  public void close() {
    if (gauges == null) {
      return;
    }
    files.values().forEach(gauges::remove);
    files.clear();
    totals.wantsActivated(false);
    if (task != null) {
      gauges.remove(task);
      task = null;
    }
  }
}
