package io.sluice.connect.filetail.file;

import io.sluice.connect.filetail.line.LineLimit;
import io.sluice.connect.filetail.line.LineMark;
import io.sluice.connect.filetail.line.Multiline;
import io.sluice.connect.filetail.line.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is to be made of a text: written for being understood, over all of it at once. */
final class ExpectedRecords {

  /**
   * One record.
   *
   * @param start where it begins in its file
   */
  record Expected(String text, long start, Set<LineMark> marks) {}

  private record OneLine(int from, int textEnd, int next) {}

  private final WrittenText written;
  private final byte[] bytes;
  private final TextEncoding encoding;
  private final LineLimit limit;
  private final List<Expected> records = new ArrayList<>();

  ExpectedRecords(WrittenText written, TextEncoding encoding, LineLimit limit) {
    this.written = written;
    this.bytes = written.bytes();
    this.encoding = encoding;
    this.limit = limit;
  }

  List<Expected> singleLines() {
    lines().forEach(this::addLine);
    return records;
  }

  List<Expected> groups(Multiline multiline) {
    Pattern pattern = Pattern.compile(multiline.pattern());
    boolean after = multiline.match() == Multiline.Match.AFTER;
    List<OneLine> group = new ArrayList<>();
    for (OneLine line : lines()) {
      boolean part =
          pattern.matcher(text(line.from(), line.textEnd())).find() != multiline.negate();
      boolean tooMuch =
          !group.isEmpty()
              && (group.size() == multiline.maxLines()
                  || line.textEnd() - group.get(0).from() > limit.maxBytes());
      if (isLong(line) || tooMuch || (after && !part)) {
        addGroup(group, pattern, multiline);
      }
      if (isLong(line)) {
        addLine(line);
      } else {
        group.add(line);
        if (!after && !part) {
          addGroup(group, pattern, multiline);
        }
      }
    }
    addGroup(group, pattern, multiline);
    return records;
  }

  private void addGroup(List<OneLine> group, Pattern pattern, Multiline multiline) {
    if (group.isEmpty()) {
      return;
    }
    OneLine first = group.get(0);
    Set<LineMark> marks = new TreeSet<>();
    if (group.size() > 1) {
      marks.add(LineMark.MULTILINE);
    }
    if (multiline.match() == Multiline.Match.AFTER
        && written.position(first.from()) > 0
        && pattern.matcher(text(first.from(), first.textEnd())).find() != multiline.negate()) {
      marks.add(LineMark.CONTINUED);
    }
    String text = text(first.from(), group.get(group.size() - 1).textEnd());
    add(group.size() > 1 ? text.replace("\r\n", "\n") : text, first.from(), marks);
    group.clear();
  }

  private void addLine(OneLine line) {
    int piece = line.from();
    Set<LineMark> marks = new TreeSet<>();
    while (line.textEnd() - piece > limit.maxBytes()) {
      int cut = piece + limit.maxBytes();
      while (!written.isBoundary(cut)) {
        cut--;
      }
      marks.add(limit.splits() ? LineMark.SPLIT : LineMark.TRUNCATED);
      add(text(piece, cut), piece, marks);
      if (!limit.splits()) {
        return;
      }
      marks = new TreeSet<>(Set.of(LineMark.CONTINUED));
      piece = cut;
    }
    add(text(piece, line.textEnd()), piece, marks);
  }

  private void add(String text, int from, Set<LineMark> marks) {
    records.add(new Expected(text, from < bytes.length ? written.position(from) : -1, marks));
  }

  private List<OneLine> lines() {
    List<OneLine> lines = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int to = from;
      while (to < bytes.length && !isCharacter('\n', to)) {
        to++;
      }
      int next = Math.min(bytes.length, to + encoding.unit());
      boolean ends = to < bytes.length;
      int carriageReturn = to - encoding.unit();
      boolean crlf = ends && carriageReturn >= from && isCharacter('\r', carriageReturn);
      lines.add(new OneLine(from, crlf ? carriageReturn : to, next));
      from = next;
    }
    return lines;
  }

  private boolean isCharacter(char character, int index) {
    byte[] wanted = Character.toString(character).getBytes(encoding.charset());
    return written.isBoundary(index)
        && Arrays.equals(
            bytes, index, Math.min(bytes.length, index + wanted.length), wanted, 0, wanted.length);
  }

  private boolean isLong(OneLine line) {
    return line.textEnd() - line.from() > limit.maxBytes();
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, encoding.charset());
  }
}
