package io.sluice.connect.filetail.follow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.connect.filetail.follow.RotatedLog.Part;
import io.sluice.connect.filetail.glob.FilePattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Does to real files, and to a real reader, what a scenario tells, and compares what was sent with
 * what was written. What no reader can have is left out; {@code docs/rotation.md} tells of it.
 *
 * <p>All lines of a log must come once, in order, and under the log's path. As a crash takes back
 * the last records together with their offsets, that holds for it, too.
 *
 * <p>Time passes only where a step says so, and a little with each change of a file. Times of
 * modification are set from it: the file system's clock ticks too slowly.
 */
final class GlobRun implements AutoCloseable {

  private static final List<String> NAMES = List.of("app.log", "app-8080.log", "other.log");
  private static final long BEGINNING_MILLIS = 1_700_000_000_000L;
  private static final Duration CHANGE = Duration.ofMillis(10);

  /** Longer than what is not decided yet rests at most. */
  private static final Duration SETTLING = Duration.ofSeconds(6);

  private static final Duration MORE_THAN_A_MINUTE = Duration.ofSeconds(70);
  private static final Duration LONGEST_GONE = Duration.ofSeconds(30);
  private static final int MANY = 2500;
  private static final int MOST_ROUNDS = 100;

  /** Of more than that, not all may be open; what is truncated then before it is opened is lost. */
  private static final int MOST_UNREAD = 12;

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(20),
          Duration.ofMillis(150),
          Duration.ofMillis(1100),
          Duration.ofMillis(2500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(70));

  private final GlobScenario scenario;
  private final Path parent;
  private final Following following;
  private final FilePattern pattern;
  private final SentLines sent;
  private final List<RotatedLog> logs = new ArrayList<>();
  private boolean running;
  private int kept;

  /** So many records a crash does not take back. */
  private int certain;

  GlobRun(GlobScenario scenario, Path parent) throws IOException {
    this.scenario = scenario;
    this.parent = parent;
    this.following =
        new Following(Files.createDirectory(parent.resolve("logs")))
            .glob(scenario.glob())
            .withTimePerLook(Duration.ofMillis(scenario.millisPerLook()))
            .keepOpen(scenario.mostOpen());
    this.pattern = FilePattern.of(following.folder + "/" + scenario.glob(), List.of());
    this.sent = new SentLines(following);
    NAMES.subList(0, scenario.logs()).stream()
        .filter(this::mayBeBesideRotations)
        .forEach(name -> logs.add(new RotatedLog(name)));
  }

  void run() throws IOException {
    try {
      write(logs.get(0), 1);
      for (GlobStep step : scenario.steps()) {
        take(step);
      }
      finish();
      check();
    } catch (IOException | RuntimeException | AssertionError failed) {
      throw new AssertionError(failed.getMessage() + "\n" + scenario, failed);
    }
  }

  /** Beside {@code app-1.log} nobody can tell what {@code app-8080.log} is. */
  private boolean mayBeBesideRotations(String name) {
    return scenario.naming() != RotatedName.NUMBERED_BEFORE_EXTENSION
        || !name.equals("app-8080.log");
  }

  private void take(GlobStep step) throws IOException {
    makeAnew();
    RotatedLog log = logs.get(step.log() % logs.size());
    switch (step.action()) {
      case WRITE -> write(log, step.argument() + 1);
      case WRITE_MANY -> write(log, MANY);
      case RENAME -> rename(log, step.argument());
      case RENAME_OFTEN -> {
        for (int i = -11; i <= step.argument(); i++) {
          rename(log, 1);
          write(log, 1);
        }
      }
      case RENAME_DURING_A_POLL -> renameDuringAPoll(log, step.argument());
      case COPY_TRUNCATE -> copyTruncate(log, step.argument());
      case COMPRESS -> compress(log, step.argument());
      case DELETE_OLDEST -> deleteOldest(log);
      case POLL -> poll();
      case PASS -> pass(PAUSES.get(step.argument()));
      case READ -> {
        start();
        following.read();
      }
      case READ_LONG -> {
        start();
        following.readPastRotationWait();
      }
      case STOP -> stop();
      case CRASH -> crash(step.argument());
    }
  }

  /**
   * What came of a path between two looks, and has a name that another log may have, is followed by
   * itself where the path has no file for a minute; so it has one before that.
   */
  private void makeAnew() throws IOException {
    for (RotatedLog log : logs) {
      if (isGoneAfter(log, Duration.ZERO)) {
        make(log);
      }
    }
  }

  private boolean isGoneAfter(RotatedLog log, Duration pause) {
    return scenario.naming().isUncertain()
        && log.rotations > 0
        && !log.isThere
        && following.nanos() - log.goneSince + pause.toNanos() > LONGEST_GONE.toNanos();
  }

  private void pass(Duration pause) {
    if (logs.stream().noneMatch(log -> isGoneAfter(log, pause))) {
      following.pass(pause.toNanos());
    }
  }

  private void make(RotatedLog log) throws IOException {
    following.append(log.name, "");
    changed(log.name);
    log.isThere = true;
  }

  /** Each log goes on, and the reader has all the time it needs. */
  private void finish() throws IOException {
    for (RotatedLog log : logs) {
      write(log, 1);
    }
    start();
    readAll();
    // What is waited for longer than a minute is not waited for any more.
    following.pass(MORE_THAN_A_MINUTE.toNanos());
    readAll();
    stop();
    start();
    readAll();
  }

  private void readAll() {
    int before;
    int rounds = 0;
    do {
      assertTrue(rounds++ < MOST_ROUNDS, "sends without end");
      before = following.lines.size();
      following.readFor(SETTLING);
    } while (following.lines.size() > before);
  }

  private void check() {
    for (RotatedLog log : logs) {
      sent.check(log, isMatched(log.name) ? log.written : 0);
    }
  }

  private boolean isMatched(String name) {
    return pattern.matches(following.path(name));
  }

  private void start() {
    if (!running) {
      running = true;
      following.start();
    }
  }

  private void stop() {
    if (running) {
      running = false;
      following.close();
    }
  }

  /** Of a path without a position, nobody knows what was rotated before, but by certain names. */
  private void crash(int records) {
    stop();
    for (RotatedLog log : logs) {
      if (isHistoryRead() && (scenario.naming() == RotatedName.NUMBERED || log.isThere)) {
        continue;
      }
      sent.first(log).ifPresent(first -> certain = Math.max(certain, first + 1));
    }
    following.rollBack(Math.max(0, Math.min(records, following.lines.size() - certain)));
  }

  private void poll() {
    start();
    following.poll();
  }

  private void write(RotatedLog log, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(SentLines.text(log, log.written++)).append('\n');
    }
    following.append(log.name, text.toString());
    changed(log.name);
    log.isThere = true;
  }

  /**
   * As it is usual, nothing is done with an empty log; nor with a new one of which nothing was
   * read, where what it is rotated to is left alone, or followed by itself.
   */
  private boolean canBeRotated(RotatedLog log) {
    return log.isThere
        && !log.isEmpty()
        && (sent.contain(log, 0) || isHistoryRead())
        && (scenario.naming() != RotatedName.NUMBERED_BEFORE_EXTENSION || mayAllBeOpen(log));
  }

  /** While others wait to be opened, nobody can tell {@code app-1.log} from another log. */
  private boolean mayAllBeOpen(RotatedLog log) {
    return log.rotated.stream().filter(one -> !sent.contain(log, one.to - 1)).count()
        <= MOST_UNREAD;
  }

  /** Whether what was rotated of a log before it was looked at is read. */
  private boolean isHistoryRead() {
    return !scenario.naming().isUncertain() && isMatched("app.log.1");
  }

  private void rename(RotatedLog log, int create) throws IOException {
    if (canBeRotated(log)) {
      String name = makeRoom(log);
      following.move(log.name, name);
      log.rotate(name);
      log.isThere = false;
      log.goneSince = following.nanos();
      // Where there is no log and never was, those with dates are logs; and while there is none,
      // what has a number before its extension is another program's.
      if (create > 0
          || scenario.naming() == RotatedName.NUMBERED_BEFORE_EXTENSION
          || (scenario.naming() == RotatedName.DATED && !sent.contain(log, 0))) {
        make(log);
      }
    }
  }

  /** Not in the first look at a log, which cannot tell then what other names are. */
  private void renameDuringAPoll(RotatedLog log, int moment) {
    if (!sent.contain(logs.get(0), 0)) {
      return;
    }
    following.atMoment(
        moment,
        () ->
            following.io(
                () -> {
                  rename(log, 1);
                  write(log, 1);
                }));
    poll();
    following.atMoment(0, () -> {});
  }

  private void copyTruncate(RotatedLog log, int between) throws IOException {
    if (!canBeRotated(log) || !mayAllBeOpen(log)) {
      return;
    }
    // Where none of its lines was seen, nothing shows that such a copy is one.
    if (scenario.naming().isUncertain() && !sent.contain(log, log.from)) {
      return;
    }
    String name = makeRoom(log);
    Files.copy(following.path(log.name), following.path(name), StandardCopyOption.COPY_ATTRIBUTES);
    changed(name);
    // If nothing was read of the log, nobody can tell that it is a copy.
    boolean isKnown = sent.contain(log, 0);
    log.rotate(name);
    log.isCopied = true;
    if (isKnown && (between & 1) != 0) {
      poll();
    }
    if ((between & 2) != 0) {
      stop();
    }
    following.truncate(log.name);
    changed(log.name);
  }

  /** The name for what is rotated next. */
  private String makeRoom(RotatedLog log) {
    log.rotations++;
    if (!scenario.naming().isNumbered()) {
      return scenario.naming().of(log.name, log.rotations);
    }
    for (int i = log.rotated.size(); i > 0; i--) {
      Part part = log.rotated.get(i - 1);
      String compressed = part.name.endsWith(".gz") ? ".gz" : "";
      String to = scenario.naming().of(log.name, i + 1) + compressed;
      following.move(part.name, to);
      part.name = to;
    }
    return scenario.naming().of(log.name, 1);
  }

  private void compress(RotatedLog log, int before) throws IOException {
    if (log.rotated.isEmpty()) {
      return;
    }
    Part part = log.rotated.get(before % log.rotated.size());
    if (!part.name.endsWith(".gz")) {
      Path plain = following.path(part.name);
      part.name += ".gz";
      Path compressed = following.path(part.name);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
        Files.copy(plain, out);
      }
      Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(plain));
      delete(log, plain);
    }
  }

  /** If what came after it was sent; from then on, no crash takes back what was in it. */
  private void deleteOldest(RotatedLog log) throws IOException {
    if (log.rotated.isEmpty()) {
      return;
    }
    Part oldest = log.rotated.get(log.rotated.size() - 1);
    if (sent.contain(log, oldest.to)) {
      log.rotated.remove(oldest);
      delete(log, following.path(oldest.name));
      certain = following.lines.size();
    }
  }

  /**
   * That a file with the inode of one that was copied and truncated came after its copies, is how a
   * reader tells them from renamed files when it starts. Nobody rotates in both ways and meets an
   * inode that is used again; here it would happen all the time.
   */
  private void delete(RotatedLog log, Path file) throws IOException {
    if (log.isCopied) {
      Files.createLink(parent.resolve("kept-" + kept++), file);
    }
    Files.delete(file);
  }

  private void changed(String name) throws IOException {
    following.pass(CHANGE.toNanos());
    Files.setLastModifiedTime(
        following.path(name),
        FileTime.fromMillis(BEGINNING_MILLIS + following.nanos() / 1_000_000));
  }

  @Override
  public void close() {
    stop();
  }
}
