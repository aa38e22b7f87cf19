package io.sluice.connect.filetail.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows every line of a log, in which files its bytes are, and so what a reader must hand out.
 *
 * <p>What is written to a file until it is truncated is a volume of the log. All lines must be
 * handed out, once, volume after volume in the order in which these were begun, and within a volume
 * in the order of the file. The only exceptions are lines that the operating system keeps from any
 * reader, and late ones:
 *
 * <ul>
 *   <li>A line is lost when, before it was handed out, its bytes are in no file of the folder and
 *       in no deleted file that the running reader has open. It has those open that were there when
 *       it last looked.
 *   <li>A line that is written to a renamed file is lost when the reader has handed out lines of
 *       the next volume before, for the order could not be kept; and only then.
 *   <li>A renamed file that is not empty is not left before the rotation wait is over.
 *   <li>After a crash all that comes behind the position is to be handed out again, as far as its
 *       bytes are in a file of the folder then.
 * </ul>
 *
 * <p>A reader that starts tells the order of files that it has not seen by the times of their last
 * lines, and knows a copy only of the file that it was at. So a file that it has not come to yet is
 * not written to once it has a successor, nor copied in the middle of a line; and a crash does not
 * throw it back behind one that was.
 *
 * <p>There are moments in which it depends on the reader's inner timing whether a line can be had:
 * whether a file is open that came since the last look, or whether one was left since its successor
 * began. The model does not guess, {@link #canBeTakenAway} and {@link LateLines} say that it is
 * uncertain, and the step is left out.
 */
final class LogModel {

  private final Wording wording;
  private final LateLines late = new LateLines(this);
  final List<LogLine> lines = new ArrayList<>();
  final Map<String, LogFile> files = new LinkedHashMap<>();
  private final Set<LogFile> deletedButOpen = new LinkedHashSet<>();
  final List<LogLine> handedOut = new ArrayList<>();
  final List<Duration> begun = new ArrayList<>();
  boolean running;
  private int losses;

  /** The reader is not thrown back behind this volume. */
  private int reached;

  LogModel(Wording wording) {
    this.wording = wording;
  }

  /** What becomes of lines that are written to renamed files. */
  LateLines late() {
    return late;
  }

  Optional<LogFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  Optional<String> name(LogFile file) {
    return files.entrySet().stream()
        .filter(named -> named.getValue() == file)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How many lines, or ends of lines, were lost. */
  int losses() {
    return losses;
  }

  LogFile create(String name) {
    LogFile file = new LogFile(beginVolume(), false);
    files.put(name, file);
    return file;
  }

  private int beginVolume() {
    begun.add(null);
    return begun.size() - 1;
  }

  LogLine newLine(LogFile file) {
    LogLine line = new LogLine(lines.size(), file.volume, wording.line(lines.size()));
    lines.add(line);
    file.lines.add(line);
    return line;
  }

  /** Notes that the last line of the file has grown. */
  void wrote(LogFile file, LogLine line, LateLines.Fate fate, Duration now) {
    file.written = now;
    if (hasSuccessor(file)) {
      reached = Math.max(reached, file.volume);
    }
    if (begun.get(file.volume) == null) {
      begun.set(file.volume, now);
    }
    if (fate == LateLines.Fate.HANDED_OUT) {
      line.expected = line.written;
    } else {
      losses++;
      line.lost |= line.expected == 0;
    }
  }

  void rename(String from, String to) {
    LogFile file = files.remove(from);
    file.renamed |= from.equals(ScenarioRun.LOG);
    files.put(to, file);
  }

  void copy(LogFile file, String name) {
    LogFile copy = new LogFile(file.volume, running);
    file.copied = true;
    copy.lines.addAll(file.lines);
    files.put(name, copy);
  }

  /** Whether a file was ever copied and truncated. */
  boolean wasCopied(LogFile file) {
    return file.copied;
  }

  void truncate(LogFile file) {
    file.lines.clear();
    file.unfinished = null;
    beginAnew(file);
  }

  private void beginAnew(LogFile file) {
    file.volume = beginVolume();
    file.truncatedSinceLook = running;
    file.looked = false;
    loseWhatIsNowhere();
  }

  boolean isOpenCertain(LogFile file) {
    return file.open != LogFile.Open.PERHAPS;
  }

  boolean hasSuccessor(LogFile file) {
    return begun.subList(file.volume + 1, begun.size()).stream().anyMatch(time -> time != null);
  }

  /** Truncates a file that was copied before; the line that was begun goes on at its beginning. */
  void truncateCopied(LogFile file) {
    LogLine cut = file.unfinished;
    if (cut != null) {
      cut.parts++;
      reached = Math.max(reached, file.volume);
    }
    file.lines.clear();
    if (cut != null) {
      file.lines.add(cut);
    }
    beginAnew(file);
  }

  /**
   * Whether the reader can know that a line goes on in another file: it knows a copy only of the
   * file that it is at.
   */
  boolean isKnownToBeCut(LogFile file) {
    return lastHandedOut().volume == file.volume && (!running || file.open == LogFile.Open.YES);
  }

  /** Whether it is certain what becomes of the file's lines when it is deleted. */
  boolean canBeTakenAway(LogFile file) {
    return (file.open != LogFile.Open.PERHAPS || isHandedOut(file))
        && (!file.truncatedSinceLook || (file.open == LogFile.Open.YES && file.looked))
        && !file.hasPartOfLine();
  }

  /**
   * Whether a reader that found the file when it started may have read an empty copy of it after
   * it: one that was made between its last look at the path and the last write to it. Nobody
   * rotates in both ways.
   */
  boolean mayComeBeforeItsCopy(LogFile file) {
    return file.copied && file.foundAtStart;
  }

  /** Whether a file was ever copied and truncated in the middle of a line. */
  boolean hasCutLine() {
    return lines.stream().anyMatch(line -> line.parts > 1);
  }

  /**
   * Nobody has an unfinished file compressed, nor an empty one; and a line of which a part is
   * compressed is not put together.
   */
  boolean canBeCompressed(LogFile file) {
    return file.unfinished == null && !file.lines.isEmpty() && !file.hasPartOfLine();
  }

  void compress(String from, String to) {
    LogFile file = files.remove(from);
    file.renamed = false;
    files.put(to, file);
  }

  boolean isHandedOut(LogFile file) {
    return file.lines.stream().allMatch(line -> line.lost || line.isHandedOut());
  }

  void delete(String name) {
    LogFile file = files.remove(name);
    if (file.open == LogFile.Open.YES) {
      deletedButOpen.add(file);
    }
    loseWhatIsNowhere();
  }

  /** Whether the file that the reader is at has a name. */
  boolean isPositionInSomeFile() {
    return files.values().stream().anyMatch(file -> file.lines.contains(lastHandedOut()));
  }

  LogLine lastHandedOut() {
    return handedOut.get(handedOut.size() - 1);
  }

  int handedOutLines() {
    return handedOut.size();
  }

  /** How many lines a crash may roll back, which wants to roll back so many. */
  int rolledBack(int wanted) {
    int left = handedOut.size();
    while (left > 1
        && handedOut.size() - left < wanted
        && handedOut.get(left - 2).volume >= reached) {
      left--;
    }
    return handedOut.size() - left;
  }

  /**
   * @throws AssertionError where it never was a line, or a renamed file was left for it too early
   */
  void handOut(String text, Duration now, Duration rotationWait) {
    int number = Wording.number(text);
    if (number < 0 || number >= lines.size()) {
      throw new AssertionError("never written: " + text);
    }
    LogLine line = lines.get(number);
    for (LogFile file : files.values()) {
      if (file.renamed
          && !file.lines.isEmpty()
          && file.volume < line.volume
          && !handedOut.isEmpty()
          && lastHandedOut().volume <= file.volume
          && late.isWaitedFor(file, now, rotationWait)) {
        throw new AssertionError("a renamed file was left too early");
      }
    }
    line.handedOutAt = now;
    handedOut.add(line);
  }

  void start() {
    running = true;
    files.values().forEach(file -> file.foundAtStart = true);
  }

  /** Notes that the reader may have opened what is there; or must have, when it has looked. */
  void read(boolean looked) {
    for (LogFile file : files.values()) {
      boolean certain = looked && files.containsKey(ScenarioRun.LOG) && !file.copy;
      if (certain) {
        file.open = LogFile.Open.YES;
        file.truncatedSinceLook &= !isReaderAt(file);
        file.looked = true;
      } else if (file.open == LogFile.Open.NO) {
        file.open = LogFile.Open.PERHAPS;
      }
    }
  }

  private boolean isReaderAt(LogFile file) {
    return lines.stream()
        .filter(line -> line.volume < file.volume)
        .allMatch(line -> line.lost || line.isHandedOut());
  }

  /**
   * The reader ends.
   *
   * @param records how many of those that it handed out are rolled back
   */
  void stop(int records) {
    running = false;
    deletedButOpen.clear();
    for (LogFile file : files.values()) {
      file.open = LogFile.Open.NO;
      file.truncatedSinceLook = false;
    }
    for (int i = 0; i < records; i++) {
      LogLine line = handedOut.remove(handedOut.size() - 1);
      line.handedOutAt = null;
    }
    for (LogLine line : lines) {
      if (!line.isHandedOut() && line.volume >= lastHandedOut().volume) {
        line.lost = false;
        line.expected = line.written;
      }
    }
    loseWhatIsNowhere();
  }

  private void loseWhatIsNowhere() {
    Map<LogLine, Integer> parts = new HashMap<>();
    Stream.of(files.values(), deletedButOpen)
        .flatMap(Collection::stream)
        .flatMap(file -> file.lines.stream())
        .forEach(line -> parts.merge(line, 1, Integer::sum));
    for (LogLine line : lines) {
      if (!line.isHandedOut() && !line.lost && parts.getOrDefault(line, 0) < line.parts) {
        line.lost = true;
        losses++;
      }
    }
  }

  /** All lines that are not lost, in order. */
  List<String> expected() {
    return lines.stream()
        .sorted((one, other) -> Integer.compare(one.volume, other.volume))
        .filter(line -> !line.lost)
        .map(LogLine::text)
        .toList();
  }
}
