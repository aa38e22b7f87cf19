package io.sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localstack.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A log that an application writes without a break while logrotate rotates it, and the topic that a
 * source collects it into.
 */
final class RotatedLog implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  /**
   * Every writer here opens the new file before it writes a line elsewhere, so the source need not
   * stay long with the old one.
   */
  private static final String ROTATION_WAIT_MILLIS = "500";

  private static final int LINES_BETWEEN = 10_000;

  /** More would only take longer to read. */
  private static final int MOST_UNREAD = 30_000;

  private final Source source;
  private final Rotation rotation;
  private final Path path;
  private final LineSequence sequence;
  private final Logrotate logrotate;
  private final LogWriter writer;
  private volatile long demanded;

  /** Starts writing; the source is yet to be started. */
  RotatedLog(Source source, Rotation rotation, String name) throws IOException {
    this.source = source;
    this.rotation = rotation;
    Path folder = Files.createDirectories(source.folder.resolve(name));
    Path own = Files.createDirectories(source.folder.resolveSibling(source.name + "-" + name));
    this.path = folder.resolve("app.log");
    this.sequence = new LineSequence(source.topics, source.topic(name));
    this.logrotate = new Logrotate(path, own, directives(own));
    this.writer = LogWriter.start(path, own, this::allowed);
    source.with("rotation.wait.ms", ROTATION_WAIT_MILLIS);
    source.collect(name, path, source.topic(name));
  }

  /** Asked by the writer, on its thread. */
  private long allowed() {
    return Math.max(demanded, sequence.count() + MOST_UNREAD);
  }

  private List<String> directives(Path signals) {
    List<String> directives = new ArrayList<>(rotation.directives());
    switch (rotation.writer()) {
      case REOPENS_AT_ONCE -> {
        directives.addAll(List.of("postrotate", "touch " + signals.resolve("reopen")));
        directives.addAll(List.of("while [ -e " + signals.resolve("reopen") + " ]; do :; done"));
        directives.add("endscript");
      }
      case PAUSES -> {
        directives.addAll(List.of("prerotate", "touch " + signals.resolve("pause")));
        directives.add("until [ -e " + signals.resolve("paused") + " ]; do :; done");
        directives.add("endscript");
        directives.addAll(List.of("postrotate", "rm " + signals.resolve("pause"), "endscript"));
      }
      case REOPENS_LATER -> {
        // It needs no word from logrotate.
      }
    }
    return directives;
  }

  /** Reads what has arrived, and asserts that it is what was due. */
  RotatedLog read() {
    sequence.read();
    return this;
  }

  /** How many lines have arrived. */
  long count() {
    return sequence.count();
  }

  /** Lets the application write on for a while, and waits until some of it has arrived. */
  void awaitSome() {
    long before = writer.written();
    awaitWritten();
    sequence.await(before + 1, LIMIT);
  }

  /** Rotates it, and returns when the application writes to the new file. */
  void rotate() throws IOException {
    logrotate.rotate();
    if (rotation.writer() == Rotation.Writer.REOPENS_LATER) {
      awaitWritten();
      writer.reopen();
    }
  }

  /** Lets the application write on for a while, whether or not anything arrives. */
  void awaitWritten() {
    demanded = writer.written() + LINES_BETWEEN;
    Await.until(
        () -> path + " to have " + demanded + " lines; it has " + writer.written(),
        LIMIT,
        () -> {
          writer.failIfFailed();
          sequence.read();
          return writer.written() >= demanded;
        });
  }

  /** Ends the application after some more lines, and asserts that each line arrives once. */
  void finish() throws IOException {
    awaitSome();
    long written = writer.stop();
    sequence.await(written, LIMIT);
    source.awaitPosition(path, Files.size(path));
    assertEquals(written, sequence.read().count(), "lines of " + path);
  }

  @Override
  public void close() {
    writer.close();
    sequence.close();
  }
}
