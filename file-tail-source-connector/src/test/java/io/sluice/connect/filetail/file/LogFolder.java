package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a log, with its rotations and other programs' files: changes them, and tells the
 * model.
 *
 * <p>A little time passes with each change of a file. Times of modification are set from it: the
 * file system's clock ticks too slowly.
 */
final class LogFolder {

  private static final String LOG = ScenarioRun.LOG;
  private static final List<String> NEIGHBOURS = List.of("app-1.log", "app.log.old");
  private static final long BEGINNING_MILLIS = 1_700_000_000_000L;
  private static final Duration CHANGE = Duration.ofMillis(10);

  final Path path;

  /** The names of the rotated files, the newest first. */
  final List<String> rotated = new ArrayList<>();

  private final Naming naming;
  private final Wording wording;
  private final TailedPath tail;
  private final LogModel model;
  private boolean neighbours = true;
  private int rotations;
  private int kept;

  /**
   * @param tail whose time it is
   */
  LogFolder(Path path, Scenario scenario, TailedPath tail, LogModel model) {
    this.path = path;
    this.naming = scenario.naming();
    this.wording = scenario.wording();
    this.tail = tail;
    this.model = model;
  }

  /** Lets the time pass that a change takes. */
  void passChange() {
    tail.pass(CHANGE);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  boolean hasNeighbours() {
    return neighbours;
  }

  void removeNeighbours() throws IOException {
    for (String neighbour : NEIGHBOURS) {
      Files.delete(file(neighbour));
    }
    neighbours = false;
  }

  LogFile current() throws IOException {
    Optional<LogFile> there = model.file(LOG);
    if (there.isPresent()) {
      return there.get();
    }
    change(LOG, new byte[0]);
    return model.create(LOG);
  }

  void writeLine(String name, LogFile file, LateLines.Fate fate) throws IOException {
    file.unfinished = model.newLine(file);
    end(name, file, fate);
  }

  void endLine(String name) throws IOException {
    Optional<LogFile> file = model.file(name);
    if (file.isPresent()) {
      end(name, file.get(), LateLines.Fate.HANDED_OUT);
    }
  }

  void end(String name, LogFile file, LateLines.Fate fate) throws IOException {
    LogLine line = file.unfinished;
    if (line != null) {
      change(name, line.write(line.length()), ending(line));
      model.wrote(file, line, fate, tail.time());
      file.unfinished = null;
    }
  }

  byte[] ending(LogLine line) {
    return wording.ending(line.number).getBytes(StandardCharsets.UTF_8);
  }

  void change(String name, byte[]... parts) throws IOException {
    passChange();
    Path file = file(name);
    try (OutputStream open =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (byte[] part : parts) {
        open.write(part);
      }
    }
    setModified(file);
  }

  void setModified(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(BEGINNING_MILLIS + tail.time().toMillis()));
  }

  /** The name for what is rotated next. */
  String makeRoom() throws IOException {
    rotations++;
    if (naming == Naming.NUMBERED) {
      for (int i = rotated.size() - 1; i >= 0; i--) {
        String[] name = rotated.get(i).split("\\.");
        name[2] = String.valueOf(Integer.parseInt(name[2]) + 1);
        move(rotated.get(i), String.join(".", name));
        rotated.set(i, String.join(".", name));
      }
    }
    return naming.name(rotations);
  }

  void move(String from, String to) throws IOException {
    Files.move(file(from), file(to));
    model.rename(from, to);
  }

  void emptyLog() throws IOException {
    passChange();
    Files.newByteChannel(file(LOG), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
        .close();
    setModified(file(LOG));
  }

  void deleteRotated(String name) throws IOException {
    keepInode(model.file(name).orElseThrow(), name);
    Files.delete(file(name));
    model.delete(name);
    rotated.remove(name);
  }

  /**
   * That a file with the inode of one that was copied and truncated came after its copies, is how a
   * reader tells them from renamed files when it starts. Nobody rotates in both ways and meets an
   * inode that is used again; here it would happen all the time.
   */
  void keepInode(LogFile file, String name) throws IOException {
    if (model.wasCopied(file)) {
      Files.createLink(path.resolveSibling("kept-" + kept++), file(name));
    }
  }

  void writeNeighbours() throws IOException {
    if (neighbours) {
      for (String neighbour : NEIGHBOURS) {
        change(neighbour, "another program's line\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
