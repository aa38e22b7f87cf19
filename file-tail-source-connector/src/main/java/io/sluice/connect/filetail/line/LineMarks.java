package io.sluice.connect.filetail.line;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A set of marks; there is one object of each. */
public final class LineMarks {

  private static final LineMarks[] ALL =
      IntStream.range(0, 1 << LineMark.values().length)
          .mapToObj(LineMarks::new)
          .toArray(LineMarks[]::new);

  /** For a line as it stands in the file. */
  public static final LineMarks NONE = ALL[0];

  private final int bits;
  private final List<String> flags;

  private LineMarks(int bits) {
    this.bits = bits;
    this.flags =
        Arrays.stream(LineMark.values()).filter(this::contain).map(LineMark::flag).toList();
  }

  public static LineMarks of(LineMark... marks) {
    LineMarks all = NONE;
    for (LineMark mark : marks) {
      all = all.with(mark);
    }
    return all;
  }

  public LineMarks with(LineMark mark) {
    return ALL[bits | 1 << mark.ordinal()];
  }

  public boolean contain(LineMark mark) {
    return (bits & 1 << mark.ordinal()) != 0;
  }

  public boolean areNone() {
    return bits == 0;
  }

  /** Their names in documents and headers. */
  public List<String> flags() {
    return flags;
  }

  @Override
  public String toString() {
    return flags.toString();
  }
}
