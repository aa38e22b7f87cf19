package io.sluice.connect.filetail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connect.filetail.collect.CollectEntry;
import io.sluice.connect.filetail.collect.CollectListException;
import io.sluice.connect.filetail.collect.CollectListParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good list, in a file of the worker's: what a connector goes on with that is started
 * while etcd is away.
 *
 * <p>Connect keeps the configurations of the tasks, but only those with which they were started
 * last; changes that were handed to running tasks are not among them ({@link LiveTasks}). Without
 * this file such a start would go back behind them.
 *
 * <p>The file counts only for the same connector, keys and etcd, and only in a folder that nobody
 * but the worker's user can write to: whoever can write it can have files read, as whoever can
 * write the list in etcd; and only for a day after etcd confirmed it last. What it holds is checked
 * like any list. Trouble with it is logged, and never in the way of the list itself.
 */
final class LastList {

  private static final Logger LOG = LoggerFactory.getLogger(LastList.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "source";
  private static final String REVISION = "revision";
  private static final String ENTRIES = "entries";

  /** A list that etcd has not confirmed for longer may be that of another time altogether. */
  static final Duration LONGEST = Duration.ofHours(24);

  /**
   * What was kept.
   *
   * @param revision of etcd at which it was read; 0 where an earlier version has kept it, which did
   *     not note that
   */
  record Kept(long revision, List<CollectEntry> entries) {}

  private final Clock clock;
  private final OwnFolder folder;
  private final String name;
  private final Path file;
  private final String source;
  private boolean toldTrouble;

  /**
   * @param folder made if it is missing
   * @param source says where the list comes from; another one's list does not count
   */
  LastList(OwnFolder folder, String connector, String source) {
    this(Clock.systemUTC(), folder, connector, source);
  }

  LastList(Clock clock, OwnFolder folder, String connector, String source) {
    this.clock = clock;
    this.folder = folder;
    this.name = URLEncoder.encode(connector, StandardCharsets.UTF_8) + ".json";
    this.file = folder.file(name);
    this.source = source;
  }

  /** The list that was kept last; nothing where there is none, or none that counts. */
  Optional<Kept> read(CollectListParser parser) {
    try {
      folder.require();
      Instant confirmed = Files.getLastModifiedTime(file).toInstant();
      JsonNode kept = JSON.readTree(Files.readAllBytes(file));
      String from = kept.path(SOURCE).asText();
      if (!from.equals(source)) {
        LOG.info("{}: does not count, for it is of {} and not of {}", file, from, source);
        return Optional.empty();
      }
      if (confirmed.isBefore(clock.instant().minus(LONGEST))) {
        LOG.warn("{}: does not count, for etcd confirmed it last at {}", file, confirmed);
        return Optional.empty();
      }
      List<CollectEntry> entries =
          parser.parse(Map.of(file.toString(), kept.path(ENTRIES).toString()));
      LOG.info("{}: the last good list, in effect until etcd answers; of {}", file, confirmed);
      return Optional.of(new Kept(kept.path(REVISION).asLong(), entries));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | CollectListException | RuntimeException bad) {
      tell("does not count", bad);
      return Optional.empty();
    }
  }

  /** Notes that etcd still has it. */
  void confirm() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException | RuntimeException failed) {
      tell("cannot be confirmed", failed);
    }
  }

  /** Keeps a list in the place of the last one. */
  void keep(long revision, List<CollectEntry> entries) {
    try {
      ObjectNode kept = JSON.createObjectNode().put(SOURCE, source).put(REVISION, revision);
      kept.set(ENTRIES, JSON.readTree(CollectListParser.write(entries)));
      folder.write(name, kept.toString());
      toldTrouble = false;
    } catch (IOException | RuntimeException failed) {
      tell("cannot be written", failed);
    }
  }

  private void tell(String what, Exception why) {
    if (!toldTrouble) {
      toldTrouble = true;
      LOG.warn(
          "{}: the last good list {}; a start while etcd is away goes on with what Connect has",
          file,
          what,
          why);
    }
  }
}
