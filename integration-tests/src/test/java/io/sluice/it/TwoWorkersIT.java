package io.sluice.it;

import io.sluice.localstack.LocalStack;
import io.sluice.localstack.distribution.SourceTree;
import io.sluice.localstack.server.ConnectWorker;
import io.sluice.localstack.server.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workers of one cluster between which connector and tasks move, while a list is changed, and
 * handed to running tasks where they are all with the connector.
 */
class TwoWorkersIT {

  private static final Path FOLDER = Path.of("target/two-workers-it");
  private static final int CHANGES_EACH = 2;

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    LocalStack.delete(FOLDER);
    stack =
        LocalStack.in(FOLDER)
            .parts(Part.KAFKA, Part.ETCD, Part.CONNECT)
            .plugins(SourceTree.pluginArchives())
            .workerProperty("producer.transaction.timeout.ms", "10000")
            .workerProperty("session.timeout.ms", "3000")
            .workerProperty("heartbeat.interval.ms", "500")
            .start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldReadEachListOnceWhereverConnectorAndTasksGo() throws Exception {
    ConnectWorker first = stack.connect();
    ConnectWorker second = stack.addWorker();
    try (Source source = new Source(stack, "moved");
        LineSequence changed = new LineSequence(source.topics, source.topic("changed"));
        RotatedLog staying = new RotatedLog(source, Rotation.RENAME, "staying")) {
      Changes changes = new Changes(source, changed);
      source.start(2);
      staying.awaitSome();
      changes.makeSome();
      second.start();
      changes.makeSome();
      staying.rotate();
      first.kill();
      changes.makeSome();
      staying.read();
      first.start();
      changes.makeSome();
      staying.finish();
    }
  }

  /** A path that is another one with each change, with a file of one line at each. */
  private static final class Changes {

    private final Source source;
    private final LineSequence lines;
    private final Path folder;
    private int made;

    Changes(Source source, LineSequence lines) throws Exception {
      this.source = source;
      this.lines = lines;
      this.folder = Files.createDirectories(source.folder.resolve("changing"));
      source.collect("changing", folder.resolve("none.log"), lines.topic());
    }

    /** Each is taken up, and none twice. */
    void makeSome() throws Exception {
      for (int i = 0; i < CHANGES_EACH; i++) {
        Path path = folder.resolve(made + ".log");
        Files.writeString(path, NumberedLog.line(made) + "\n");
        source.collect("changing", path, lines.topic());
        made++;
        lines.await(made, Source.LIMIT);
      }
    }
  }
}
