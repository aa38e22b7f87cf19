package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Does to real files, and to a real reader, what a scenario tells, and keeps the model informed.
 *
 * <p>Time passes only where a step says so, and a little with each change of a file.
 */
final class ScenarioRun implements AutoCloseable {

  static final String LOG = "app.log";

  private static final int MOST_POLLS = 1000;
  private static final int MOST_ROUNDS = 100;

  private final Scenario scenario;
  private final Path folder;
  private final LogFolder files;
  private final LateWriter late;
  private final TailedPath tail;
  private final LogModel model;
  private final TailLog log = new TailLog();
  private boolean running;
  private boolean looked;

  ScenarioRun(Scenario scenario, Path parent) throws IOException {
    this.scenario = scenario;
    this.folder = Files.createDirectory(parent.resolve("logs"));
    this.tail = new TailedPath(folder).withMostOpen(scenario.mostOpen());
    this.model = new LogModel(scenario.wording());
    this.files = new LogFolder(folder, scenario, tail, model);
    this.late = new LateWriter(files, model, tail, log);
  }

  void run() throws IOException {
    try {
      files.writeNeighbours();
      write(0);
      read();
      for (Step step : scenario.steps()) {
        take(step);
      }
      finish();
      assertEquals(shown(model.expected()), shown(tail.lines), "the lines that were handed out");
      assertEquals(model.expected(), tail.lines, "the lines that were handed out");
      if (model.losses() == 0) {
        assertEquals(0, log.count("they are lost") + log.count("not sent"), "false alarms");
      }
    } catch (IOException | RuntimeException | AssertionError failed) {
      throw new AssertionError(failed.getMessage() + "\n" + scenario + "\n" + log, failed);
    }
  }

  private List<String> shown(List<String> lines) {
    return lines.stream().map(scenario.wording()::shown).toList();
  }

  private void take(Step step) throws IOException {
    int argument = step.argument();
    switch (step.action()) {
      case WRITE -> write(argument);
      case BEGIN_LINE -> beginLine(argument);
      case END_LINE -> files.endLine(LOG);
      case WRITE_LATE -> {
        if (late.isFirst()) {
          late.write(argument);
        }
      }
      case WRITE_BESIDE_SUCCESSOR -> late.write(argument);
      case CREATE -> files.current();
      case RENAME -> rename();
      case COPY_TRUNCATE -> {
        files.endLine(LOG);
        copyTruncate(argument);
      }
      case COPY_TRUNCATE_IN_LINE -> copyTruncate(argument);
      case TRUNCATE -> truncate(argument);
      case DELETE -> delete(0);
      case DELETE_WHILE_WRITING -> {
        if (model.file(LOG).isPresent() && model.isOpenCertain(model.file(LOG).get())) {
          delete(argument + 1);
        }
      }
      case DELETE_ROTATED -> deleteRotated(argument);
      case COMPRESS -> compress(argument);
      case TAKE_FOLDER_AWAY -> takeFolderAway(argument);
      case WRITE_NEIGHBOURS -> files.writeNeighbours();
      case POLL -> poll();
      case READ -> read();
      case PASS_ROTATION_WAIT -> passRotationWait();
      case STOP -> stop(0);
      case CRASH -> stop(model.rolledBack(argument));
    }
  }

  /** The log goes on in a file under its path, and the reader has all the time it needs. */
  private void finish() throws IOException {
    write(0);
    readToEnd();
    stop(0);
    passRotationWait();
  }

  /** Until nothing comes, nor is another file begun: of empty ones, each may need its wait. */
  private void readToEnd() throws IOException {
    int lines;
    Optional<FilePosition> at;
    int rounds = 0;
    do {
      assertTrue(rounds++ < MOST_ROUNDS, "goes from file to file without end");
      lines = tail.lines.size();
      at = tail.begunAt();
      for (int i = 0; i < 3; i++) {
        passRotationWait();
      }
    } while (tail.lines.size() > lines || !tail.begunAt().equals(at));
  }

  private void write(int more) throws IOException {
    files.endLine(LOG);
    LogFile file = files.current();
    for (int i = 0; i <= more; i++) {
      files.writeLine(LOG, file, LateLines.Fate.HANDED_OUT);
    }
  }

  private void beginLine(int percent) throws IOException {
    files.endLine(LOG);
    LogFile file = files.current();
    LogLine line = model.newLine(file);
    int shortest = scenario.wording().shortestPiece(line.number);
    files.change(LOG, line.write(shortest + (line.length() - shortest) * percent / 100));
    model.wrote(file, line, LateLines.Fate.HANDED_OUT, tail.time());
    file.unfinished = line;
  }

  private void rename() throws IOException {
    if (model.file(LOG).isPresent()) {
      String name = files.makeRoom();
      late.goesOnIn(model.file(LOG).get());
      files.move(LOG, name);
      files.rotated.add(0, name);
    }
  }

  private void copyTruncate(int between) throws IOException {
    if (model.file(LOG).isEmpty()) {
      return;
    }
    if ((between & 1) != 0 || !model.isKnownToBeCut(model.file(LOG).get())) {
      files.endLine(LOG);
    }
    String name = files.makeRoom();
    LogFile file = model.file(LOG).get();
    files.passChange();
    Files.copy(files.file(LOG), files.file(name), StandardCopyOption.COPY_ATTRIBUTES);
    files.setModified(files.file(name));
    model.copy(file, name);
    files.rotated.add(0, name);
    if ((between & 4) != 0) {
      stop(0);
    }
    if ((between & 1) != 0 && model.isHandedOut(file)) {
      write(0);
    }
    if ((between & 2) != 0) {
      poll();
    }
    files.emptyLog();
    model.truncateCopied(file);
    removeNeighboursIfNobodyCanKnowThem();
  }

  private void truncate(int lines) throws IOException {
    Optional<LogFile> file = model.file(LOG);
    if (file.isPresent() && !file.get().hasPartOfLine()) {
      files.emptyLog();
      model.truncate(file.get());
      removeNeighboursIfNobodyCanKnowThem();
      for (int i = 0; i < lines; i++) {
        files.writeLine(LOG, file.get(), LateLines.Fate.HANDED_OUT);
      }
    }
  }

  private void delete(int linesAfterwards) throws IOException {
    Optional<LogFile> file = model.file(LOG);
    if (file.isEmpty() || !model.canBeTakenAway(file.get())) {
      return;
    }
    try (OutputStream open = Files.newOutputStream(files.file(LOG), StandardOpenOption.APPEND)) {
      files.keepInode(file.get(), LOG);
      Files.delete(files.file(LOG));
      for (int i = 0; i < linesAfterwards; i++) {
        LogLine line = file.get().unfinished;
        line = line == null ? model.newLine(file.get()) : line;
        file.get().unfinished = null;
        open.write(line.write(line.length()));
        open.write(files.ending(line));
        model.wrote(file.get(), line, LateLines.Fate.HANDED_OUT, tail.time());
      }
    }
    model.delete(LOG);
    removeNeighboursIfNobodyCanKnowThem();
  }

  private void deleteRotated(int before) throws IOException {
    if (!files.rotated.isEmpty()) {
      String name = files.rotated.get(before % files.rotated.size());
      if (model.canBeTakenAway(model.file(name).orElseThrow())) {
        files.deleteRotated(name);
        removeNeighboursIfNobodyCanKnowThem();
      }
    }
  }

  private void compress(int before) throws IOException {
    if (!files.rotated.isEmpty()) {
      int index = before % files.rotated.size();
      Path original = files.file(files.rotated.get(index));
      LogFile file = model.file(files.rotated.get(index)).orElseThrow();
      if (!RotatedNames.isCompressed(original)
          && !late.isFilePlain()
          && model.canBeCompressed(file)) {
        files.keepInode(file, files.rotated.get(index));
        String name = GzipTool.compress(original).getFileName().toString();
        model.compress(files.rotated.get(index), name);
        files.rotated.set(index, name);
      }
    }
  }

  private void takeFolderAway(int meanwhile) throws IOException {
    if (meanwhile == 2) {
      stop(0);
    }
    start();
    Path away = folder.resolveSibling("away");
    Files.move(folder, away);
    for (int i = 0; i <= meanwhile % 2 * 3; i++) {
      tail.pass(TailedPath.ROTATION_WAIT);
      while (pollOnce()) {
        // until there is no more
      }
    }
    Files.move(away, folder);
    noteHandedOut(false);
  }

  /**
   * A reader that does not find the file it was at cannot know by which name rotations go, and must
   * take a neighbour that is newer for one; so there is none then.
   */
  private void start() throws IOException {
    if (running) {
      return;
    }
    late.readerStarts();
    late.deleteFileIfNobodyCanKnowIt();
    tail.start();
    model.start();
    running = true;
    looked = false;
    removeNeighboursIfNobodyCanKnowThem();
  }

  private void removeNeighboursIfNobodyCanKnowThem() throws IOException {
    if (files.hasNeighbours()
        && !looked
        && model.handedOutLines() > 0
        && !model.isPositionInSomeFile()) {
      files.removeNeighbours();
    }
  }

  private void stop(int recordsToRollBack) {
    if (running) {
      tail.close();
    }
    running = false;
    late.readerEnds();
    tail.rollBack(recordsToRollBack);
    model.stop(recordsToRollBack);
  }

  private void poll() throws IOException {
    start();
    pollOnce();
    noteHandedOut(false);
  }

  private boolean pollOnce() {
    boolean more = tail.readOnce();
    long open = tail.openFiles();
    // One more may be a copy for which there is no room, and one is watched for late lines.
    // What a line began in is opened again with the files in which it may go on.
    int most = model.hasCutLine() ? 2 * scenario.mostOpen() : scenario.mostOpen();
    assertTrue(open <= most + 2, () -> open + " files are open");
    return more;
  }

  private void read() throws IOException {
    start();
    tail.pass(Duration.ofMillis(150));
    for (int polls = 0; pollOnce(); polls++) {
      assertTrue(polls < MOST_POLLS, "reads without end");
    }
    noteHandedOut(true);
    late.checkReports();
  }

  private void passRotationWait() throws IOException {
    for (int i = 0; i < 3; i++) {
      read();
      tail.pass(TailedPath.ROTATION_WAIT);
    }
    read();
  }

  private void noteHandedOut(boolean lookedNow) {
    for (String line : tail.lines.subList(model.handedOutLines(), tail.lines.size())) {
      model.handOut(line, tail.time(), TailedPath.ROTATION_WAIT);
    }
    model.read(lookedNow);
    looked |= lookedNow && model.file(LOG).isPresent();
  }

  @Override
  public void close() {
    log.close();
    if (running) {
      tail.close();
    }
  }
}
