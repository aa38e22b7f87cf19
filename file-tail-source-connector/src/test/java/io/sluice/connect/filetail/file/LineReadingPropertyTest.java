package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.filetail.file.ExpectedRecords.Expected;
import io.sluice.connect.filetail.line.Line;
import io.sluice.connect.filetail.line.LineCounts;
import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineMark;
import io.sluice.connect.filetail.line.LineSettings;
import io.sluice.connect.filetail.line.LongLine;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Writes random text piece by piece, rotates it away, crashes and goes on at any offset that was
 * handed out, and expects the records that all of the text makes at once.
 */
class LineReadingPropertyTest {

  private static final int CASES = 10_000;

  @Test
  void shouldMakeTheSameRecordsHoweverTheTextArrives() throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      new Case(seed).run();
    }
  }

  /** A file in memory, of which only the beginning was written yet. */
  private static final class MemoryFile implements Content {

    @Override
    public void goOnThrough(FileChannel another) {
      throw new UnsupportedOperationException();
    }

    private final byte[] bytes;
    private int size;

    MemoryFile(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int count = (int) Math.min(target.remaining(), size - position);
      if (count > 0) {
        target.put(bytes, (int) position, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }

  private static final class Case {

    private static final String[] CHARSETS = {
      "UTF-8", "UTF-8", "ISO-8859-1", "GBK", "UTF-16LE", "UTF-16BE", "UTF-32LE"
    };

    private final long seed;
    private final Random random;
    private final TextEncoding encoding;
    private final LineLimit limit;
    private final Multiline multiline;
    private final boolean chunks;
    private final LineSettings settings;
    private final WrittenText written;
    private final List<MemoryFile> files = new ArrayList<>();
    private final ReadBuffer buffer;
    private final List<Expected> records = new ArrayList<>();
    private final List<FilePosition> offsets = new ArrayList<>();
    private final StringBuilder actions = new StringBuilder();
    private int writing;
    private int reading;
    private Generation generation;

    Case(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      Charset charset = Charset.forName(CHARSETS[random.nextInt(CHARSETS.length)]);
      this.encoding = TextEncoding.of(charset);
      this.limit =
          new LineLimit(
              16 + random.nextInt(30), random.nextBoolean() ? LongLine.SPLIT : LongLine.TRUNCATE);
      this.multiline =
          random.nextBoolean()
              ? null
              : new Multiline(
                  "^\\s",
                  random.nextInt(3) == 0,
                  Multiline.Match.values()[random.nextInt(2)],
                  1 + random.nextInt(4),
                  Duration.ofSeconds(5));
      this.chunks = multiline == null && encoding.unit() == 1 && random.nextBoolean();
      this.settings = settings(charset);
      // More than two buffers of a truncated line are not taken to the next file.
      int longest = limit.splits() ? 40 : (int) (1.8 * limit.maxBytes() / 4);
      this.written =
          new WrittenText(
              random,
              encoding,
              longest,
              random.nextBoolean(),
              multiline == null || encoding.unit() == 1);
      written.files.forEach(bytes -> files.add(new MemoryFile(bytes)));
      this.buffer = new ReadBuffer(random.nextBoolean() ? 160 : 1024);
    }

    private LineSettings settings(Charset charset) {
      if (multiline != null) {
        return LineSettings.groups(charset, limit, multiline, Duration.ZERO);
      }
      return chunks
          ? LineSettings.chunks(charset, limit, 30, Duration.ZERO)
          : LineSettings.singleLines(charset, limit, Duration.ZERO);
    }

    void run() throws IOException {
      try {
        open(0, 0);
        while (writing < files.size()) {
          switch (random.nextInt(8)) {
            case 0 -> crash();
            case 1, 2, 3 -> read();
            default -> write();
          }
        }
        read();
        while (read(true)) {
          // until there is no more
        }
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError(this + " " + records, failed);
      }
      ExpectedRecords expected = new ExpectedRecords(written, encoding, limit);
      assertEquals(
          comparable(multiline == null ? expected.singleLines() : expected.groups(multiline)),
          comparable(records),
          this::toString);
    }

    /**
     * Without what depends on when the text came: whether it is known that a group goes on when it
     * has to be handed on, and how many lines are a chunk. And what nobody can know: whether a line
     * was begun of which the file holds not even a character.
     */
    private String comparable(List<Expected> all) {
      StringBuilder text = new StringBuilder();
      for (Expected one : all) {
        Set<LineMark> marks = new TreeSet<>(one.marks());
        if (multiline != null) {
          marks.remove(LineMark.SPLIT);
        }
        if (one.start() < encoding.unit()) {
          marks.remove(LineMark.CONTINUED);
        }
        text.append(chunks ? "" : one.start() + " ").append(marks).append(' ');
        text.append(one.text().replace("\r", "\\r").replace("\n", "\\n")).append('\n');
      }
      return text.toString();
    }

    private void write() {
      MemoryFile file = files.get(writing);
      int more = random.nextBoolean() ? 1 : random.nextInt(60);
      file.size = Math.min(file.bytes.length, file.size + more);
      actions.append(" write ").append(writing).append(" to ").append(file.size);
      if (file.size == file.bytes.length) {
        writing++;
      }
    }

    /** As the tail reads on from one file to the next. */
    private void read() throws IOException {
      actions.append(" read");
      while (true) {
        if (read(false)) {
          continue;
        }
        if (reading + 1 >= files.size() || writing <= reading) {
          return;
        }
        Generation next = generation(reading + 1, 0);
        if (generation.mayGoOnInNext()) {
          generation.takeUnfinished().ifPresent(next::beginWith);
        }
        while (read(true)) {
          // until there is no more
        }
        reading++;
        generation = next;
      }
    }

    private boolean read(boolean last) throws IOException {
      int guard = 0;
      while (true) {
        LineSearch.Found found = generation.read(buffer, this::take, new LineCounts(), 0, last);
        switch (found) {
          case LINES -> {
            return true;
          }
          case NOTHING -> {
            return false;
          }
          default -> assertEquals(LineSearch.Found.SEARCHING, found);
        }
        if (guard++ > 100) {
          throw new AssertionError("searches on and on");
        }
      }
    }

    private void take(Line line) {
      long start = line.start();
      Set<LineMark> marks = new TreeSet<>();
      for (LineMark mark : LineMark.values()) {
        if (line.marks().contain(mark)) {
          marks.add(mark);
        }
      }
      FilePosition offset = FilePosition.fromOffset(line.offset());
      if (!chunks) {
        records.add(new Expected(line.text(), start, marks));
        offsets.add(offset);
        return;
      }
      String text = new String(line.bytes(), encoding.charset());
      for (int from = 0; from < text.length(); ) {
        int feed = text.indexOf('\n', from);
        int to = feed < 0 ? text.length() : feed;
        boolean crlf = feed > from && text.charAt(feed - 1) == '\r';
        records.add(new Expected(text.substring(from, crlf ? to - 1 : to), start, marks));
        offsets.add(feed >= 0 && feed + 1 < text.length() ? null : offset);
        from = to + 1;
        marks = Set.of();
      }
    }

    private void crash() throws IOException {
      int committed = random.nextInt(records.size() + 1);
      while (committed > 0 && offsets.get(committed - 1) == null) {
        committed--;
      }
      records.subList(committed, records.size()).clear();
      offsets.subList(committed, offsets.size()).clear();
      if (committed == 0) {
        actions.append(" begin anew");
        open(0, 0);
      } else {
        FilePosition offset = offsets.get(committed - 1);
        actions.append(" go on at ").append(offset.identity().inode());
        actions.append(":").append(offset.position());
        open((int) offset.identity().inode(), offset.position());
      }
    }

    private void open(int number, long position) throws IOException {
      reading = number;
      generation = generation(number, position);
    }

    private Generation generation(int number, long position) throws IOException {
      OpenFile opened =
          new OpenFile(
              Path.of("app.log"),
              new FileIdentity(1, number),
              FileTime.fromMillis(0),
              files.get(number));
      Generation made =
          Generation.of(opened, settings, position, 0, false, Rotation.NONE, new KnownFiles());
      if (written.copied.get(number)) {
        made.goesOnInNext();
      }
      return made;
    }

    @Override
    public String toString() {
      return "seed "
          + seed
          + ", "
          + encoding.charset()
          + ", "
          + limit
          + ", "
          + multiline
          + (chunks ? ", chunks" : "")
          + ", files "
          + written.files.stream().map(file -> file.length).toList()
          + written.copied
          + ":"
          + actions;
    }
  }
}
