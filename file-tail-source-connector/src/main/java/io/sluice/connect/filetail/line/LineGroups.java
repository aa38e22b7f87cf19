package io.sluice.connect.filetail.line;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that belong together are a record.
 *
 * <p>A group that is longer than allowed, in lines or in bytes, is sent in several records, and
 * nothing of it is left out; a line that is too long by itself is sent apart from its group. That a
 * record continues another is told by its first line, which does not begin a group: so it is also
 * known after a restart.
 */
final class LineGroups implements Framing {

  private static final Logger LOG = LoggerFactory.getLogger(LineGroups.class);

  private final LineLimit limit;
  private final LongLines longLines;
  private final Multiline multiline;
  private final Pattern pattern;
  private final boolean after;
  private boolean warned;

  LineGroups(LineLimit limit, Multiline multiline) {
    this.limit = limit;
    this.longLines = new LongLines(limit);
    this.multiline = multiline;
    this.pattern = Pattern.compile(multiline.pattern());
    this.after = multiline.match() == Multiline.Match.AFTER;
  }

  @Override
  public int cut(Window window) {
    int group = window.start();
    int count = 0;
    LineMarks marks = LineMarks.NONE;
    int from = group;
    for (int next = window.afterLine(from); next >= 0; next = window.afterLine(from)) {
      boolean part = isPart(window.text(from, next));
      boolean isLong = window.isRest(from) || longLines.isLong(window, from, next);
      if (count > 0) {
        boolean full = isLong || count == multiline.maxLines() || isTooMuch(window, group, next);
        if (full || (after && !part)) {
          boolean cutOff = full && (part || !after);
          emit(window, group, from, count, cutOff ? marks.with(LineMark.SPLIT) : marks);
          count = 0;
        }
      }
      if (count == 0) {
        group = from;
        boolean continues = after && part && window.position(from) > 0;
        marks = continues ? LineMarks.of(LineMark.CONTINUED) : LineMarks.NONE;
      }
      if (isLong) {
        longLines.emit(window, from, next);
      } else {
        count++;
        if (!after && !part) {
          emit(window, group, next, count, marks);
          count = 0;
        }
      }
      from = next;
    }
    if (count > 0 && (window.unfinished().endsGroup() || window.exceeds(group, limit.maxBytes()))) {
      emit(window, group, from, count, marks);
      count = 0;
    }
    return count > 0 ? group : longLines.emitBegun(window, from);
  }

  /** Whether a line belongs to another one. */
  private boolean isPart(String line) {
    try {
      return pattern.matcher(line).find() != multiline.negate();
    } catch (StackOverflowError tooDeep) {
      // Java's patterns with a group that is repeated, (a|b)*, take a frame for each repetition.
      if (!warned) {
        warned = true;
        LOG.warn(
            "multiline: the pattern '{}' is too deep for a line of {} characters, which is taken for"
                + " one that does not match; write a repeated group as a set ([ab]*) or possessive"
                + " ((a|b)*+)",
            multiline.pattern(),
            line.length());
      }
      return multiline.negate();
    }
  }

  private boolean isTooMuch(Window window, int group, int next) {
    return window.length(group, next) > limit.maxBytes();
  }

  private static void emit(Window window, int from, int next, int count, LineMarks marks) {
    window.emit(from, next, count, count > 1 ? marks.with(LineMark.MULTILINE) : marks);
  }
}
