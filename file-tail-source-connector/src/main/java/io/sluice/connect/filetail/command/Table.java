package io.sluice.connect.filetail.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of texts under each other; a column is as wide as its widest text. */
final class Table {

  private final List<String> headers;
  private final List<Boolean> rightAligned;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param headers of the columns; one that begins with {@code >} is aligned to the right
   */
  Table(String... headers) {
    this.headers = List.of(headers).stream().map(name -> name.replaceFirst("^>", "")).toList();
    this.rightAligned = List.of(headers).stream().map(name -> name.startsWith(">")).toList();
  }

  /** Adds a row; null shows as nothing. */
  void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(cell -> cell == null ? "" : cell.toString()).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headers));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(width(column) - length(cell));
      line.append(column == 0 ? "" : "  ");
      line.append(rightAligned.get(column) ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = length(headers.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
