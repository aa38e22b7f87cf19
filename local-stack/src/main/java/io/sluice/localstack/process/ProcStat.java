package io.sluice.localstack.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process as {@code /proc/PID/stat} shows it (proc(5)).
 *
 * @param threads those that have not ended; the main one counts until its parent has reaped it
 * @param session the session it belongs to: the pid of the process that called setsid
 * @param startTicks when it started, in clock ticks since boot; with the pid, its identity
 */
record ProcStat(long pid, char state, long session, int threads, long startTicks) {

  private static final Path PROC = Path.of("/proc");

  /** The living process of that pid. */
  static Optional<ProcStat> of(long pid) {
    try {
      return Optional.of(parse(Files.readString(PROC.resolve(pid + "/stat"))))
          .filter(ProcStat::isAlive);
    } catch (IOException e) {
      // Ended between two looks, or never was.
      return Optional.empty();
    }
  }

  static List<ProcStat> inSession(long session) {
    List<ProcStat> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        of(Long.parseLong(process.getFileName().toString()))
            .filter(stat -> stat.session == session)
            .ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list /proc, which tells what still runs", e);
    }
    return found;
  }

  /** The second field, the program's name in brackets, may hold blanks and brackets itself. */
  static ProcStat parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return new ProcStat(
        Long.parseLong(line.substring(0, line.indexOf(' '))),
        fields[0].charAt(0),
        Long.parseLong(fields[3]),
        Integer.parseInt(fields[17]),
        Long.parseLong(fields[19]));
  }

  /**
   * A zombie is dead once all of its threads are: until then a killed server still holds its port
   * and its files, though its main thread is a zombie already.
   */
  boolean isAlive() {
    return state != 'X' && (state != 'Z' || threads > 1);
  }
}
