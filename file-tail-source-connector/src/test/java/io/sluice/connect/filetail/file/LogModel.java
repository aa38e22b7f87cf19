package io.sluice.connect.filetail.file;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * began. The model does not guess, {@link #canBeTakenAway} and {@link #fateOfLateLines} say that it
 * is uncertain, and the step is left out.
 */
final class LogModel {

  /** Whether the running reader has a file open. */
  enum Open {
    NO,
    PERHAPS,
    YES
  }

  /** What becomes of lines that are written to a renamed file. */
  enum Fate {
    HANDED_OUT,
    LOST,
    UNCERTAIN
  }

  /** A line, or as much of it as was written. */
  static final class Line {
    final int number;
    final int volume;
    private final byte[] bytes;
    private int written;

    /** How many of its bytes are to be handed out. */
    private int expected;

    private boolean lost;
    private Duration handedOutAt;

    /** How many files hold a part of it: copytruncate cuts lines, too. */
    private int parts = 1;

    private Line(int number, int volume, String text) {
      this.number = number;
      this.volume = volume;
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isHandedOut() {
      return handedOutAt != null;
    }

    byte[] write(int to) {
      byte[] part = Arrays.copyOfRange(bytes, written, to);
      written = to;
      return part;
    }

    int length() {
      return bytes.length;
    }

    private String text() {
      return new String(bytes, 0, expected, StandardCharsets.UTF_8);
    }
  }

  /** A file and whose bytes are in it. */
  static final class LogFile {
    private final boolean copy;
    private final Set<Line> lines = new LinkedHashSet<>();
    private int volume;
    private Open open = Open.NO;
    private boolean truncatedSinceLook;

    /** Whether the path was looked at since, be the reader at the file or not. */
    private boolean looked;

    private boolean renamed;
    private boolean copied;

    /** Whether it was there when the reader was started last. */
    private boolean foundAtStart;

    private Duration written = Duration.ZERO;

    /** The last line, if its end was not written yet. */
    Line unfinished;

    private LogFile(int volume, boolean copy) {
      this.volume = volume;
      this.copy = copy;
    }

    int volume() {
      return volume;
    }
  }

  private static final int MOST_REMEMBERED = 8;

  private final Wording wording;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, LogFile> files = new LinkedHashMap<>();
  private final Set<LogFile> deletedButOpen = new LinkedHashSet<>();
  private final List<Line> handedOut = new ArrayList<>();
  private final List<Duration> begun = new ArrayList<>();
  private boolean running;
  private int losses;

  /** The reader is not thrown back behind this volume. */
  private int reached;

  LogModel(Wording wording) {
    this.wording = wording;
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

  Line newLine(LogFile file) {
    Line line = new Line(lines.size(), file.volume, wording.line(lines.size()));
    lines.add(line);
    file.lines.add(line);
    return line;
  }

  /** Notes that the last line of the file has grown. */
  void wrote(LogFile file, Line line, Fate fate, Duration now) {
    file.written = now;
    if (hasSuccessor(file)) {
      reached = Math.max(reached, file.volume);
    }
    if (begun.get(file.volume) == null) {
      begun.set(file.volume, now);
    }
    if (fate == Fate.HANDED_OUT) {
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
    return file.open != Open.PERHAPS;
  }

  boolean hasSuccessor(LogFile file) {
    return begun.subList(file.volume + 1, begun.size()).stream().anyMatch(time -> time != null);
  }

  /** Truncates a file that was copied before; the line that was begun goes on at its beginning. */
  void truncateCopied(LogFile file) {
    Line cut = file.unfinished;
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
    return lastHandedOut().volume == file.volume && (!running || file.open == Open.YES);
  }

  /** Whether it is certain what becomes of the file's lines when it is deleted. */
  boolean canBeTakenAway(LogFile file) {
    return (file.open != Open.PERHAPS || isHandedOut(file))
        && (!file.truncatedSinceLook || (file.open == Open.YES && file.looked))
        && !hasPartOfLine(file);
  }

  /** A line of which a part is taken away is no line; what is made of the rest is not told here. */
  boolean hasPartOfLine(LogFile file) {
    return file.lines.stream().anyMatch(line -> line.parts > 1);
  }

  /**
   * Nobody has an unfinished file compressed, nor an empty one; and a line of which a part is
   * compressed is not put together.
   */
  boolean canBeCompressed(LogFile file) {
    return file.unfinished == null && !file.lines.isEmpty() && !hasPartOfLine(file);
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
    if (file.open == Open.YES) {
      deletedButOpen.add(file);
    }
    loseWhatIsNowhere();
  }

  Fate fateOfLateLines(LogFile file, Duration now, Duration rotationWait) {
    boolean lineWasCut = file.unfinished != null && file.unfinished.isHandedOut();
    // An empty file that was renamed after one that was copied could be another copy of that.
    boolean mayBeCopy =
        file.lines.isEmpty() && files.values().stream().anyMatch(one -> one.renamed && one.copied);
    if (lineWasCut || mayBeCopy || mayBeMisplaced(file)) {
      return Fate.UNCERTAIN;
    }
    if (lastHandedOut().volume > file.volume) {
      // A reader that starts knows only the last files again that it left, and those by their
      // lines.
      return file.lines.isEmpty() || isForgotten(file) ? Fate.UNCERTAIN : Fate.LOST;
    }
    if (hasSuccessor(file) && lastHandedOut().volume < file.volume) {
      return Fate.UNCERTAIN;
    }
    Optional<Duration> successorBegun = successorBegun(file);
    if (successorBegun.isEmpty()) {
      return Fate.HANDED_OUT;
    }
    if (file(ScenarioRun.LOG).filter(current -> current.open == Open.YES).isEmpty()) {
      return Fate.UNCERTAIN;
    }
    return isWaitedFor(file, now, rotationWait) ? Fate.HANDED_OUT : Fate.UNCERTAIN;
  }

  /**
   * Whether a reader that found an empty file when it started may read it before one that had the
   * path before: of an empty file it is told only when it was made, and the other may have been
   * written to since.
   */
  private boolean mayBeMisplaced(LogFile file) {
    return file.foundAtStart
        && file.lines.isEmpty()
        && files.values().stream()
            .anyMatch(
                one ->
                    one.renamed && one.volume < file.volume && one.volume > lastHandedOut().volume);
  }

  /**
   * Whether so many files with something in them were left since this one, that it is forgotten.
   */
  boolean isForgotten(LogFile file) {
    return handedOut.stream()
            .map(line -> line.volume)
            .filter(volume -> volume > file.volume && volume < lastHandedOut().volume)
            .distinct()
            .count()
        >= MOST_REMEMBERED;
  }

  /** When the first volume after that of a file was begun. */
  private Optional<Duration> successorBegun(LogFile file) {
    return begun.subList(file.volume + 1, begun.size()).stream()
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Whether the reader has to wait for more lines of a renamed file. */
  private boolean isWaitedFor(LogFile file, Duration now, Duration rotationWait) {
    Duration last =
        successorBegun(file).filter(b -> b.compareTo(file.written) > 0).orElse(file.written);
    return now.minus(last).compareTo(rotationWait) < 0;
  }

  /** Whether the file is the one that the reader left last, not so long ago. */
  boolean wasLeftLast(LogFile file, LogFile current, Duration since) {
    return running
        && current.volume == file.volume + 1
        && lines.stream()
            .filter(line -> line.volume == current.volume && line.isHandedOut())
            .findFirst()
            .filter(first -> first.handedOutAt.compareTo(since) > 0)
            .isPresent();
  }

  /** Whether the file that the reader is at has a name. */
  boolean isPositionInSomeFile() {
    return files.values().stream().anyMatch(file -> file.lines.contains(lastHandedOut()));
  }

  Line lastHandedOut() {
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
    Line line = lines.get(number);
    for (LogFile file : files.values()) {
      if (file.renamed
          && !file.lines.isEmpty()
          && file.volume < line.volume
          && !handedOut.isEmpty()
          && lastHandedOut().volume <= file.volume
          && isWaitedFor(file, now, rotationWait)) {
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
        file.open = Open.YES;
        file.truncatedSinceLook &= !isReaderAt(file);
        file.looked = true;
      } else if (file.open == Open.NO) {
        file.open = Open.PERHAPS;
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
      file.open = Open.NO;
      file.truncatedSinceLook = false;
    }
    for (int i = 0; i < records; i++) {
      Line line = handedOut.remove(handedOut.size() - 1);
      line.handedOutAt = null;
    }
    for (Line line : lines) {
      if (!line.isHandedOut() && line.volume >= lastHandedOut().volume) {
        line.lost = false;
        line.expected = line.written;
      }
    }
    loseWhatIsNowhere();
  }

  private void loseWhatIsNowhere() {
    Map<Line, Integer> parts = new HashMap<>();
    Stream.of(files.values(), deletedButOpen)
        .flatMap(Collection::stream)
        .flatMap(file -> file.lines.stream())
        .forEach(line -> parts.merge(line, 1, Integer::sum));
    for (Line line : lines) {
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
        .map(Line::text)
        .toList();
  }
}
