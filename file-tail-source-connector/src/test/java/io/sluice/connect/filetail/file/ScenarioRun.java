package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does to real files, and to a real reader, what a scenario tells, and keeps the model informed.
 *
 * <p>Time passes only where a step says so, and a little with each change of a file. Times of
 * modification are set from it: the file system's clock ticks too slowly.
 */
final class ScenarioRun implements AutoCloseable {

  static final String LOG = "app.log";

  private static final List<String> NEIGHBOURS = List.of("app-1.log", "app.log.old");
  private static final long BEGINNING_MILLIS = 1_700_000_000_000L;
  private static final Duration CHANGE = Duration.ofMillis(10);
  private static final Duration LEFT_FILE_IS_WATCHED = Duration.ofSeconds(50);
  private static final int MOST_POLLS = 1000;

  private final Scenario scenario;
  private final Path folder;
  private final TailedPath tail;
  private final LogModel model;
  private final TailLog log = new TailLog();
  private final List<String> rotated = new ArrayList<>();
  private boolean running;
  private boolean looked;
  private boolean neighbours = true;
  private int rotations;
  private int firstOfThisRun;
  private int kept;
  private LogModel.LogFile renamed;
  private LogModel.LogFile late;
  private LogModel.LogFile reportedLate;
  private long reportsOwed;

  ScenarioRun(Scenario scenario, Path parent) throws IOException {
    this.scenario = scenario;
    this.folder = Files.createDirectory(parent.resolve("logs"));
    this.tail = new TailedPath(folder).withMostOpen(scenario.mostOpen());
    this.model = new LogModel(scenario.wording());
  }

  void run() throws IOException {
    try {
      writeNeighbours();
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
      case END_LINE -> endLine(LOG);
      case WRITE_LATE -> {
        if (renamed != null && !model.hasSuccessor(renamed)) {
          writeLate(argument);
        }
      }
      case WRITE_BESIDE_SUCCESSOR -> writeLate(argument);
      case CREATE -> current();
      case RENAME -> rename();
      case COPY_TRUNCATE -> {
        endLine(LOG);
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
      case WRITE_NEIGHBOURS -> writeNeighbours();
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
    int last;
    do {
      last = tail.lines.size();
      for (int i = 0; i < 3; i++) {
        passRotationWait();
      }
    } while (tail.lines.size() > last);
    stop(0);
    passRotationWait();
  }

  private LogModel.LogFile current() throws IOException {
    Optional<LogModel.LogFile> there = model.file(LOG);
    if (there.isPresent()) {
      return there.get();
    }
    change(LOG, new byte[0]);
    return model.create(LOG);
  }

  private void write(int more) throws IOException {
    endLine(LOG);
    LogModel.LogFile file = current();
    for (int i = 0; i <= more; i++) {
      writeLine(LOG, file, LogModel.Fate.HANDED_OUT);
    }
  }

  private void writeLine(String name, LogModel.LogFile file, LogModel.Fate fate)
      throws IOException {
    file.unfinished = model.newLine(file);
    end(name, file, fate);
  }

  private void beginLine(int percent) throws IOException {
    endLine(LOG);
    LogModel.LogFile file = current();
    LogModel.Line line = model.newLine(file);
    int shortest = scenario.wording().shortestPiece(line.number);
    change(LOG, line.write(shortest + (line.length() - shortest) * percent / 100));
    model.wrote(file, line, LogModel.Fate.HANDED_OUT, tail.time());
    file.unfinished = line;
  }

  private void endLine(String name) throws IOException {
    Optional<LogModel.LogFile> file = model.file(name);
    if (file.isPresent()) {
      end(name, file.get(), LogModel.Fate.HANDED_OUT);
    }
  }

  private void end(String name, LogModel.LogFile file, LogModel.Fate fate) throws IOException {
    LogModel.Line line = file.unfinished;
    if (line != null) {
      change(name, line.write(line.length()), ending(line));
      model.wrote(file, line, fate, tail.time());
      file.unfinished = null;
    }
  }

  private byte[] ending(LogModel.Line line) {
    return scenario.wording().ending(line.number).getBytes(StandardCharsets.UTF_8);
  }

  private void writeLate(int more) throws IOException {
    Optional<String> name = Optional.ofNullable(renamed).flatMap(model::name);
    if (name.isEmpty()
        || rotated.subList(0, rotated.indexOf(name.get()) + 1).stream()
            .anyMatch(newer -> RotatedNames.isCompressed(folder.resolve(newer)))) {
      return;
    }
    tail.pass(CHANGE);
    LogModel.Fate fate = model.fateOfLateLines(renamed, tail.time(), TailedPath.ROTATION_WAIT);
    if (fate == LogModel.Fate.UNCERTAIN) {
      return;
    }
    if (fate == LogModel.Fate.LOST && isToBeReported(renamed)) {
      reportedLate = renamed;
      reportsOwed = log.count("not sent") + 1;
    }
    if (model.hasSuccessor(renamed)) {
      late = renamed;
    }
    end(name.get(), renamed, fate);
    for (int i = 0; i <= more; i++) {
      writeLine(name.get(), renamed, fate);
    }
  }

  private boolean isToBeReported(LogModel.LogFile late) {
    return running
        && late != reportedLate
        && firstOfThisRun <= late.volume()
        && model
            .file(LOG)
            .filter(file -> model.wasLeftLast(late, file, tail.time().minus(LEFT_FILE_IS_WATCHED)))
            .isPresent();
  }

  private void change(String name, byte[]... parts) throws IOException {
    tail.pass(CHANGE);
    Path path = folder.resolve(name);
    try (OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (byte[] part : parts) {
        file.write(part);
      }
    }
    setModified(path);
  }

  private void setModified(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(BEGINNING_MILLIS + tail.time().toMillis()));
  }

  private void rename() throws IOException {
    if (model.file(LOG).isPresent()) {
      String name = makeRoom();
      renamed = model.file(LOG).get();
      move(LOG, name);
      rotated.add(0, name);
    }
  }

  /** The name for what is rotated next. */
  private String makeRoom() throws IOException {
    rotations++;
    if (scenario.naming() == Naming.NUMBERED) {
      for (int i = rotated.size() - 1; i >= 0; i--) {
        String[] name = rotated.get(i).split("\\.");
        name[2] = String.valueOf(Integer.parseInt(name[2]) + 1);
        move(rotated.get(i), String.join(".", name));
        rotated.set(i, String.join(".", name));
      }
    }
    return scenario.naming().name(rotations);
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
    model.rename(from, to);
  }

  private void copyTruncate(int between) throws IOException {
    if (model.file(LOG).isEmpty()) {
      return;
    }
    if ((between & 1) != 0 || !model.isKnownToBeCut(model.file(LOG).get())) {
      endLine(LOG);
    }
    String name = makeRoom();
    LogModel.LogFile file = model.file(LOG).get();
    tail.pass(CHANGE);
    Files.copy(folder.resolve(LOG), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    setModified(folder.resolve(name));
    model.copy(file, name);
    rotated.add(0, name);
    if ((between & 4) != 0) {
      stop(0);
    }
    if ((between & 1) != 0 && model.isHandedOut(file)) {
      write(0);
    }
    if ((between & 2) != 0) {
      poll();
    }
    emptyLog();
    model.truncateCopied(file);
    removeNeighboursIfNobodyCanKnowThem();
  }

  private void truncate(int lines) throws IOException {
    Optional<LogModel.LogFile> file = model.file(LOG);
    if (file.isPresent() && !model.hasPartOfLine(file.get())) {
      emptyLog();
      model.truncate(file.get());
      removeNeighboursIfNobodyCanKnowThem();
      for (int i = 0; i < lines; i++) {
        writeLine(LOG, file.get(), LogModel.Fate.HANDED_OUT);
      }
    }
  }

  private void emptyLog() throws IOException {
    tail.pass(CHANGE);
    Files.newByteChannel(
            folder.resolve(LOG), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
        .close();
    setModified(folder.resolve(LOG));
  }

  private void delete(int linesAfterwards) throws IOException {
    Optional<LogModel.LogFile> file = model.file(LOG);
    if (file.isEmpty() || !model.canBeTakenAway(file.get())) {
      return;
    }
    try (OutputStream open =
        Files.newOutputStream(folder.resolve(LOG), StandardOpenOption.APPEND)) {
      keepInode(file.get(), LOG);
      Files.delete(folder.resolve(LOG));
      for (int i = 0; i < linesAfterwards; i++) {
        LogModel.Line line = file.get().unfinished;
        line = line == null ? model.newLine(file.get()) : line;
        file.get().unfinished = null;
        open.write(line.write(line.length()));
        open.write(ending(line));
        model.wrote(file.get(), line, LogModel.Fate.HANDED_OUT, tail.time());
      }
    }
    model.delete(LOG);
    removeNeighboursIfNobodyCanKnowThem();
  }

  private void deleteRotated(int before) throws IOException {
    if (!rotated.isEmpty()) {
      String name = rotated.get(before % rotated.size());
      if (model.canBeTakenAway(model.file(name).orElseThrow())) {
        deleteRotated(name);
        removeNeighboursIfNobodyCanKnowThem();
      }
    }
  }

  private void compress(int before) throws IOException {
    if (!rotated.isEmpty()) {
      int index = before % rotated.size();
      Path original = folder.resolve(rotated.get(index));
      LogModel.LogFile file = model.file(rotated.get(index)).orElseThrow();
      if (!RotatedNames.isCompressed(original)
          && !isLateFilePlain()
          && model.canBeCompressed(file)) {
        keepInode(file, rotated.get(index));
        String name = GzipTool.compress(original).getFileName().toString();
        model.compress(rotated.get(index), name);
        rotated.set(index, name);
      }
    }
  }

  /**
   * Whether a file is there, not compressed, that was written to after its successor had begun.
   * Compressed, nobody could say of a short one that it is the same. And beside it a newer one that
   * is compressed looks as where numbers count upwards: {@code app.log.1.gz} is the oldest there,
   * and {@code app.log.3} was written later than {@code app.log.2}. So no late line is written
   * where a newer file is compressed, either.
   */
  private boolean isLateFilePlain() {
    return Optional.ofNullable(late)
        .flatMap(model::name)
        .filter(name -> !RotatedNames.isCompressed(folder.resolve(name)))
        .isPresent();
  }

  private void deleteRotated(String name) throws IOException {
    keepInode(model.file(name).orElseThrow(), name);
    Files.delete(folder.resolve(name));
    model.delete(name);
    rotated.remove(name);
  }

  /**
   * That a file with the inode of one that was copied and truncated came after its copies, is how a
   * reader tells them from renamed files when it starts. Nobody rotates in both ways and meets an
   * inode that is used again; here it would happen all the time.
   */
  private void keepInode(LogModel.LogFile file, String name) throws IOException {
    if (model.wasCopied(file)) {
      Files.createLink(folder.resolveSibling("kept-" + kept++), folder.resolve(name));
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

  private void writeNeighbours() throws IOException {
    if (neighbours) {
      for (String neighbour : NEIGHBOURS) {
        change(neighbour, "another program's line\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * A reader that does not find the file it was at cannot know by which name rotations go, and must
   * take a neighbour that is newer for one; so there is none then.
   */
  private void start() throws IOException {
    if (running) {
      return;
    }
    if (model.handedOutLines() > 0) {
      firstOfThisRun = model.lastHandedOut().volume;
    }
    deleteLateFileIfNobodyCanKnowIt();
    tail.start();
    model.start();
    running = true;
    looked = false;
    removeNeighboursIfNobodyCanKnowThem();
  }

  /** A reader that starts knows only the last files again that it left. */
  private void deleteLateFileIfNobodyCanKnowIt() throws IOException {
    if (late != null && model.isForgotten(late)) {
      Optional<String> name = model.name(late);
      if (name.isPresent()) {
        deleteRotated(name.get());
      }
    }
  }

  private void removeNeighboursIfNobodyCanKnowThem() throws IOException {
    if (neighbours && !looked && model.handedOutLines() > 0 && !model.isPositionInSomeFile()) {
      for (String neighbour : NEIGHBOURS) {
        Files.delete(folder.resolve(neighbour));
      }
      neighbours = false;
    }
  }

  private void stop(int recordsToRollBack) {
    if (running) {
      tail.close();
    }
    running = false;
    reportsOwed = 0;
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
    assertTrue(open <= scenario.mostOpen() + 2, () -> open + " files are open");
    return more;
  }

  private void read() throws IOException {
    start();
    tail.pass(Duration.ofMillis(150));
    for (int polls = 0; pollOnce(); polls++) {
      assertTrue(polls < MOST_POLLS, "reads without end");
    }
    noteHandedOut(true);
    assertTrue(
        reportsOwed == 0 || log.count("not sent") >= reportsOwed,
        "late lines were lost and not reported");
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
